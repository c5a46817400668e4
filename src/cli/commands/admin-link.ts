import { ADMIN_LINK_MINUTES, createAdminLink } from '../../access/admin-session.ts';
import { auditBy } from '../../access/audit.ts';
import { nameSchema } from '../../brands/naming.ts';
import { secretHash } from '../../keys/secret-hash.ts';
import type { Database } from '../../store/database.ts';
import { createSqlScript } from '../../store/sql-script.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { baseUrlWarning, settingsOf } from '../settings.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed admin link`: a way into the console for whoever can run commands here. */
export const adminLink = defineCommand({
  usage: ['[--admin NAME] [--mail ADDRESS]', '[--admin NAME] --sql'],
  about: `Prints a link that signs an admin in at the console. It works once, for ${ADMIN_LINK_MINUTES} minutes. What the admin does is written down under the name given here.`,
  options: {
    admin: { type: 'string', value: 'NAME', help: 'Who signs in.', default: 'admin' },
    mail: {
      type: 'string',
      value: 'ADDRESS',
      help: 'Send the link there instead of printing it; needs RESEND_API_KEY and HEED_MAIL_FROM.',
    },
    sql: {
      type: 'boolean',
      help: 'Touch no database: print SQL for a D1 that wrangler reaches, and the link beside it.',
    },
  },
  examples: [{ line: 'heed admin link --admin "Ada Park"', does: 'Open the link in a browser to sign in.' }],
  run: ({ values, json, ...io }) => {
    const script = createSqlScript();
    if (values.sql) return create(script.database);
    return withDatabase(io, { mayCreate: false }, create);

    async function create(database: Database): Promise<number> {
      const { baseUrl, mail } = settingsOf(io);
      if (values.mail !== undefined && mail === undefined) {
        throw new Refused(
          'there is no way to send mail.',
          'Set RESEND_API_KEY and HEED_MAIL_FROM, or leave --mail out.',
        );
      }
      const admin = parseGiven(nameSchema, values.admin ?? 'admin', () => '--admin');
      const { now, audit } = auditBy({ database, ...io }, CLI_ACTOR)('admin_link.create', admin);
      // Written first: a row about a link that was never made does no harm, a link without its row would.
      await database.commit([audit]);
      const secret = await createAdminLink(database, admin, { random: io.random, now });
      const url = `${baseUrl}/console/sign-in/${secret}`;
      if (values.mail !== undefined && mail !== undefined) {
        await sendLink({ to: values.mail, url, baseUrl, mail });
        io.note(`Sent. The link signs ${admin} in, once, within ${ADMIN_LINK_MINUTES} minutes.`);
        return 0;
      }
      const expiresAt = new Date(now + ADMIN_LINK_MINUTES * 60_000).toISOString();
      const sql = values.sql ? { sql: script.text() } : {};
      if (json) await io.out(`${JSON.stringify({ url, admin, expires_at: expiresAt, ...sql })}\n`);
      else await io.out(values.sql ? script.text() : `${url}\n`);
      if (!json && values.sql) io.note(url);
      if (!json) io.note(`It signs ${admin} in, once, within ${ADMIN_LINK_MINUTES} minutes.`);
      const warning = baseUrlWarning(baseUrl);
      if (warning !== undefined) io.note(warning);
      return 0;
    }
  },
});

async function sendLink(link: {
  to: string;
  url: string;
  baseUrl: string;
  mail: { resendApiKey: string; from: string };
}): Promise<void> {
  // Loaded only here: React and the mail vendor cost more to load than everything else a command does.
  const [{ adminSignInMail }, { createResend }] = await Promise.all([
    import('../../mail/admin-sign-in.ts'),
    import('../../mail/resend.ts'),
  ]);
  const service = new URL(link.baseUrl).host;
  const mail = await adminSignInMail(link.to, { url: link.url, minutes: ADMIN_LINK_MINUTES, service });
  const outcome = await createResend({ apiKey: link.mail.resendApiKey, from: link.mail.from })(
    mail,
    secretHash(link.url),
  );
  if (outcome.kind === 'failed') {
    throw new Refused(`the mail was not taken: ${outcome.code}.`, 'Check RESEND_API_KEY and HEED_MAIL_FROM.');
  }
}
