import { z } from 'zod';
import { nameSchema } from './brands/naming.ts';
import { isOneAddress, parseMailbox } from './mail/mailbox.ts';
import { checkTargetUrl } from './senders/outbound/address-guard.ts';
import { webhookSecretSchema } from './senders/signed-webhook.ts';
import type { AlertWebhook } from './watch/alarm.ts';

/** The settings of a running Heed, read once from the environment. */
export interface Config {
  readonly port: number;
  /** Where the world reaches this service, without a trailing slash. */
  readonly baseUrl: string;
  readonly databaseUrl: string;
  /** Most connections to a Postgres server; absent: as many as `store/postgres.ts` takes by itself. */
  readonly databasePool?: number | undefined;
  /** Absent: generated into the data folder at first start. */
  readonly keys?: string | undefined;
  readonly identityKey?: string | undefined;
  /** Which addresses webhooks may connect to. */
  readonly webhookTargets: 'public' | 'public_and_loopback';
  readonly mail: MailSettings;
  /** Who is told of trouble, gets the daily digest, and can have a sign-in link mailed. */
  readonly adminEmails: readonly string[];
  /** The company behind all brands, as in `Northlight Group`. */
  readonly groupName?: string | undefined;
  /** The header, in lower case, in which a proxy in front of this service tells the client's address. */
  readonly clientAddressHeader?: string | undefined;
  /** Where the operators' own systems are told of trouble. */
  readonly alertWebhook?: AlertWebhook | undefined;
}

/** How Heed's own mails leave; `capture`: they do not, and are kept to be read in the console. */
export type MailSettings =
  | {
      readonly kind: 'resend';
      readonly apiKey: string;
      readonly from: string;
      readonly baseUrl?: string | undefined;
    }
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'capture' };

export type ConfigOutcome =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const schema = z
  .object({
    PORT: z.coerce
      .number({ error: 'must be a number' })
      .int({ error: 'must be a whole number' })
      .min(0, { error: 'must be 0 to 65535' })
      .max(65_535, { error: 'must be 0 to 65535' })
      .default(8787),
    HEED_BASE_URL: z
      .url({ protocol: /^https?$/, error: 'must be a web address, as in https://mail.example.com' })
      .refine((url) => !/[?#]/.test(url), { error: 'must have no ? and no #' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    HEED_DATABASE_URL: z
      .string()
      .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, { error: 'must begin with sqlite: or postgres://' })
      .default('sqlite:./data/heed.db'),
    HEED_DATABASE_POOL: z.coerce
      .number({ error: 'must be a number' })
      .int({ error: 'must be a whole number' })
      .min(2, { error: 'must be 2 to 200' })
      .max(200, { error: 'must be 2 to 200' })
      .optional(),
    HEED_KEYS: z.string().min(1, { error: 'must read id:base64url' }).optional(),
    HEED_IDENTITY_KEY: z.string().min(1, { error: 'must be base64url' }).optional(),
    HEED_WEBHOOK_TARGETS: z
      .enum(['public', 'public_and_loopback'], { error: 'must be public or public_and_loopback' })
      .default('public'),
    RESEND_API_KEY: z.string().optional(),
    RESEND_BASE_URL: z
      .url({ protocol: /^https?$/, error: 'must be a web address, as in https://api.resend.com' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    HEED_SMTP_URL: z
      .url({
        protocol: /^smtps?$/,
        hostname: /./,
        error:
          'must begin with smtp:// or smtps:// and name a host, as in smtps://user:password@smtp.example.com',
      })
      .optional(),
    HEED_MAIL_FROM: z
      .string()
      .refine((text) => parseMailbox(text) !== undefined, {
        error: 'must be one address, as in Heed <heed@example.com>',
      })
      .optional(),
    HEED_ADMIN_EMAILS: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((addresses) => addresses.every(isOneAddress), {
        error: 'must be addresses with commas between them, as in ada@example.com,grace@example.com',
      })
      .default([]),
    HEED_GROUP_NAME: nameSchema.optional(),
    HEED_CLIENT_ADDRESS_HEADER: z
      .string()
      // RFC 9110 §5.6.2: a field name is a token.
      .regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: 'must be the name of a header, as in x-real-ip' })
      .transform((name) => name.toLowerCase())
      .optional(),
    HEED_ALERT_WEBHOOK_URL: z
      .string()
      .max(2_048, { error: 'must be at most 2048 characters long' })
      .optional(),
    HEED_ALERT_WEBHOOK_SECRET: z
      .string()
      .refine((text) => webhookSecretSchema.safeParse(text).success, {
        error: 'must be whsec_ and the base64 of 24 to 64 random bytes',
        abort: true,
      })
      .pipe(webhookSecretSchema)
      .optional(),
  })
  .refine(({ RESEND_API_KEY, HEED_SMTP_URL }) => !RESEND_API_KEY || !HEED_SMTP_URL, {
    path: ['HEED_SMTP_URL'],
    error: 'and RESEND_API_KEY are both set: mails leave one way, so take one of them out',
  })
  .refine((given) => !(given.RESEND_API_KEY || given.HEED_SMTP_URL) || given.HEED_MAIL_FROM, {
    path: ['HEED_MAIL_FROM'],
    error: 'is missing: mails that leave by RESEND_API_KEY or HEED_SMTP_URL need a sender line',
  })
  .refine((given) => !given.HEED_MAIL_FROM || given.RESEND_API_KEY || given.HEED_SMTP_URL, {
    path: ['HEED_MAIL_FROM'],
    error: 'is set, but mails have no way to leave: set RESEND_API_KEY or HEED_SMTP_URL too, or take it out',
  })
  .refine(
    (given) => given.HEED_DATABASE_POOL === undefined || given.HEED_DATABASE_URL.startsWith('postgres'),
    {
      path: ['HEED_DATABASE_POOL'],
      error: 'is of no use without a Postgres server: take it out, or set HEED_DATABASE_URL',
    },
  )
  .refine((given) => !given.RESEND_BASE_URL || given.RESEND_API_KEY, {
    path: ['RESEND_BASE_URL'],
    error: 'is of no use without RESEND_API_KEY',
  })
  .refine((given) => !given.HEED_ALERT_WEBHOOK_URL || isTarget(given.HEED_ALERT_WEBHOOK_URL, given), {
    path: ['HEED_ALERT_WEBHOOK_URL'],
    error:
      'must begin with https:// and lead where HEED_WEBHOOK_TARGETS allows, as in https://alerts.example.com/heed',
  })
  .refine((given) => !given.HEED_ALERT_WEBHOOK_URL || given.HEED_ALERT_WEBHOOK_SECRET, {
    path: ['HEED_ALERT_WEBHOOK_SECRET'],
    error: 'is missing: what is sent to HEED_ALERT_WEBHOOK_URL is signed with it',
  })
  .refine((given) => !given.HEED_ALERT_WEBHOOK_SECRET || given.HEED_ALERT_WEBHOOK_URL, {
    path: ['HEED_ALERT_WEBHOOK_URL'],
    error: 'is missing: HEED_ALERT_WEBHOOK_SECRET is of no use without it',
  });

function isTarget(
  url: string,
  { HEED_WEBHOOK_TARGETS: allow }: { readonly HEED_WEBHOOK_TARGETS: Config['webhookTargets'] },
): boolean {
  return checkTargetUrl(url, { allow }).kind === 'ok';
}

type Given = z.output<typeof schema>;

/**
 * Reads the configuration from environment variables. Each problem names its variable and how to mend it, and repeats
 * no value: some are secrets.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    return {
      kind: 'refused',
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    };
  }
  const { data } = parsed;
  return {
    kind: 'config',
    config: {
      port: data.PORT,
      baseUrl: data.HEED_BASE_URL ?? `http://localhost:${data.PORT}`,
      databaseUrl: data.HEED_DATABASE_URL,
      databasePool: data.HEED_DATABASE_POOL,
      keys: data.HEED_KEYS,
      identityKey: data.HEED_IDENTITY_KEY,
      webhookTargets: data.HEED_WEBHOOK_TARGETS,
      mail: mailSettingsOf(data),
      adminEmails: data.HEED_ADMIN_EMAILS,
      groupName: data.HEED_GROUP_NAME,
      clientAddressHeader: data.HEED_CLIENT_ADDRESS_HEADER,
      alertWebhook: alertWebhookOf(data),
    },
  };
}

function alertWebhookOf({ HEED_ALERT_WEBHOOK_URL: url, HEED_ALERT_WEBHOOK_SECRET: secret }: Given) {
  return url === undefined || secret === undefined ? undefined : { url, secret };
}

function mailSettingsOf(given: Given): MailSettings {
  const {
    RESEND_API_KEY: apiKey,
    RESEND_BASE_URL: baseUrl,
    HEED_SMTP_URL: url,
    HEED_MAIL_FROM: from,
  } = given;
  if (from === undefined) return { kind: 'capture' };
  if (apiKey !== undefined) return { kind: 'resend', apiKey, from, baseUrl };
  return url === undefined ? { kind: 'capture' } : { kind: 'smtp', url, from };
}
