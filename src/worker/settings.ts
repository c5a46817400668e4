import { type Config, parseConfig } from '../config.ts';
import { type IdentityKey, parseIdentityKey } from '../keys/identity.ts';
import { type Keyring, parseKeyring } from '../keys/keyring.ts';
import type { D1Binding } from '../store/d1.ts';

/** What `wrangler.toml` and the secrets give the Worker. All of it may be missing on a first deploy. */
export interface WorkerEnv {
  readonly DB?: D1Binding;
  readonly HEED_KEYS?: string;
  readonly HEED_IDENTITY_KEY?: string;
  readonly HEED_BASE_URL?: string;
  readonly HEED_WEBHOOK_TARGETS?: string;
  readonly HEED_ADMIN_EMAILS?: string;
  readonly HEED_GROUP_NAME?: string;
  readonly HEED_ALERT_WEBHOOK_URL?: string;
  readonly HEED_ALERT_WEBHOOK_SECRET?: string;
  readonly HEED_MAIL_FROM?: string;
  readonly RESEND_API_KEY?: string;
  readonly RESEND_BASE_URL?: string;
  /** Of no use here, and said so. */
  readonly HEED_SMTP_URL?: string;
}

/** What a Worker runs with, or a sentence that names what is missing or wrong, and no value. */
export type WorkerSettings =
  | {
      readonly kind: 'settings';
      readonly database: D1Binding;
      readonly keyring: Keyring;
      readonly identityKey: IdentityKey;
      readonly config: Config;
    }
  | { readonly kind: 'incomplete'; readonly problem: string };

/** Reads what is bound to the Worker. */
export function readWorkerSettings(env: WorkerEnv): WorkerSettings {
  const { DB: database, HEED_KEYS, HEED_IDENTITY_KEY } = env;
  if (database === undefined) return incomplete('The D1 binding DB is missing: see wrangler.toml.');
  if (!HEED_KEYS) return incomplete(missingSecret('HEED_KEYS'));
  if (!HEED_IDENTITY_KEY) return incomplete(missingSecret('HEED_IDENTITY_KEY'));
  if (!env.HEED_BASE_URL)
    return incomplete('The variable HEED_BASE_URL is missing: set it in wrangler.toml.');
  if (env.HEED_SMTP_URL) {
    return incomplete('The variable HEED_SMTP_URL is of no use on Workers: set RESEND_API_KEY instead.');
  }
  const keyring = parseKeyring(HEED_KEYS);
  if (keyring.kind === 'refused') return incomplete(`The secret HEED_KEYS is wrong: ${keyring.problem}.`);
  const identity = parseIdentityKey(HEED_IDENTITY_KEY);
  if (identity.kind === 'refused') return incomplete(`The secret HEED_IDENTITY_KEY ${identity.problem}.`);
  const outcome = parseConfig(variablesOf(env));
  if (outcome.kind === 'refused') return incomplete(`The variable ${outcome.problems.join('. ')}.`);
  return {
    kind: 'settings',
    database,
    keyring: keyring.keyring,
    identityKey: identity.key,
    config: outcome.config,
  };
}

/** The settings a Worker shares with Node. Whatever else is bound to it stays out of them. */
function variablesOf(env: WorkerEnv): Record<string, string | undefined> {
  const { HEED_BASE_URL, HEED_WEBHOOK_TARGETS, HEED_ADMIN_EMAILS, HEED_GROUP_NAME } = env;
  const { HEED_MAIL_FROM, RESEND_API_KEY, RESEND_BASE_URL } = env;
  const { HEED_ALERT_WEBHOOK_URL, HEED_ALERT_WEBHOOK_SECRET } = env;
  return {
    HEED_BASE_URL,
    HEED_WEBHOOK_TARGETS,
    HEED_ADMIN_EMAILS,
    HEED_GROUP_NAME,
    HEED_MAIL_FROM,
    RESEND_API_KEY,
    RESEND_BASE_URL,
    HEED_ALERT_WEBHOOK_URL,
    HEED_ALERT_WEBHOOK_SECRET,
  };
}

function missingSecret(name: string): string {
  return `The secret ${name} is missing: set it with "npx wrangler secret put ${name}".`;
}

function incomplete(problem: string): WorkerSettings {
  return { kind: 'incomplete', problem };
}
