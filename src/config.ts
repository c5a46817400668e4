import { z } from 'zod';

/** The settings of a running Heed, read once from the environment. */
export interface Config {
  readonly port: number;
  /** Where the world reaches this service, without a trailing slash. */
  readonly baseUrl: string;
  readonly databaseUrl: string;
  /** Absent: generated into the data folder at first start. */
  readonly keys?: string | undefined;
  readonly identityKey?: string | undefined;
  /** Which addresses webhooks may connect to. */
  readonly webhookTargets: 'public' | 'public_and_loopback';
  /** How Heed's own mails leave; absent: they do not. */
  readonly mail?: { readonly resendApiKey: string; readonly from: string } | undefined;
}

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
    HEED_KEYS: z.string().min(1, { error: 'must read id:base64url' }).optional(),
    HEED_IDENTITY_KEY: z.string().min(1, { error: 'must be base64url' }).optional(),
    HEED_WEBHOOK_TARGETS: z
      .enum(['public', 'public_and_loopback'], { error: 'must be public or public_and_loopback' })
      .default('public'),
    RESEND_API_KEY: z.string().optional(),
    HEED_MAIL_FROM: z
      .string()
      .includes('@', { error: 'must be an address, as in Heed <heed@example.com>' })
      .optional(),
  })
  .refine(
    ({ RESEND_API_KEY, HEED_MAIL_FROM }) => (RESEND_API_KEY === undefined) === (HEED_MAIL_FROM === undefined),
    {
      path: ['HEED_MAIL_FROM'],
      error: 'and RESEND_API_KEY are set together or not at all',
    },
  );

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
  const { PORT, HEED_BASE_URL, HEED_DATABASE_URL, HEED_KEYS, HEED_IDENTITY_KEY, HEED_WEBHOOK_TARGETS } =
    parsed.data;
  const { RESEND_API_KEY: resendApiKey, HEED_MAIL_FROM: from } = parsed.data;
  return {
    kind: 'config',
    config: {
      port: PORT,
      baseUrl: HEED_BASE_URL ?? `http://localhost:${PORT}`,
      databaseUrl: HEED_DATABASE_URL,
      keys: HEED_KEYS,
      identityKey: HEED_IDENTITY_KEY,
      webhookTargets: HEED_WEBHOOK_TARGETS,
      mail: resendApiKey === undefined || from === undefined ? undefined : { resendApiKey, from },
    },
  };
}
