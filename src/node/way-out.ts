import type { MailSettings } from '../config.ts';
import type { SendMail } from '../mail/mail.ts';

/** How mails leave this process, and how to let go of its connections. */
export interface WayOut {
  /** Absent: they are captured. */
  readonly sendMail?: SendMail;
  close(): Promise<void>;
}

interface Transport {
  readonly send: SendMail;
  close(): void;
}

/** Makes the way out that was set. The vendor's library is loaded with the first mail: most commands send none. */
export function createWayOut(settings: MailSettings): WayOut {
  if (settings.kind === 'capture') return { close: async () => undefined };
  let loading: Promise<Transport> | undefined;
  return {
    async sendMail(mail, idempotencyKey) {
      loading ??= load(settings);
      return (await loading).send(mail, idempotencyKey);
    },
    async close() {
      (await loading)?.close();
    },
  };
}

async function load(settings: Exclude<MailSettings, { kind: 'capture' }>): Promise<Transport> {
  if (settings.kind === 'smtp') {
    const { createSmtp } = await import('../mail/smtp.ts');
    return createSmtp(settings);
  }
  const { createResend } = await import('../mail/resend.ts');
  return { send: createResend(settings), close: () => undefined };
}
