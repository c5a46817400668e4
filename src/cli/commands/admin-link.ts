import { ADMIN_LINK_MINUTES, createAdminLink } from '../../access/admin-session.ts';
import { auditBy } from '../../access/audit.ts';
import { nameSchema } from '../../brands/naming.ts';
import type { Database } from '../../store/database.ts';
import { createSqlScript } from '../../store/sql-script.ts';
import { defineCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { mailAdminLink, requireWayOut } from '../mail-admin-link.ts';
import { parseGiven } from '../parse-given.ts';
import { baseUrlWarning, settingsOf } from '../settings.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

/** `heed admin link`: a way into the console for whoever can run commands here. */
export const adminLink = defineCommand({
  usage: ['[--admin NAME] [--mail ADDRESS]', '[--admin NAME] --sql'],
  about: `Prints a link that signs an admin in at the console. It works once, for ${ADMIN_LINK_MINUTES} minutes. What the admin does is written down under the name given here.`,
  options: {
    admin: { type: 'string', value: 'NAME', help: 'Who signs in.', default: 'admin' },
    mail: {
      type: 'string',
      value: 'ADDRESS',
      help: 'Send the link there instead of printing it; needs RESEND_API_KEY or HEED_SMTP_URL, and HEED_MAIL_FROM.',
    },
    sql: {
      type: 'boolean',
      help: 'Touch no database: print SQL for a D1 that wrangler reaches, and the link beside it.',
    },
  },
  examples: [{ line: 'heed admin link --admin "Ada Park"', does: 'Open the link in a browser to sign in.' }],
  run: ({ values, json, ...io }) => {
    const script = createSqlScript();
    if (values.sql) return print(script.database);
    const { mail: to } = values;
    if (to === undefined) return withDatabase(io, { mayCreate: false }, print);
    const address = requireWayOut(io, to);
    return withHeed(io, 'required', async (heed) =>
      mailAdminLink(io, heed, { to: address, ...(await create(io, heed.database, values.admin)) }),
    );

    async function print(database: Database): Promise<number> {
      const { url, admin, expiresAt } = await create(io, database, values.admin);
      const sql = values.sql ? { sql: script.text() } : {};
      const expires_at = new Date(expiresAt).toISOString();
      if (json) await io.out(`${JSON.stringify({ url, admin, expires_at, ...sql })}\n`);
      else await io.out(values.sql ? script.text() : `${url}\n`);
      if (!json && values.sql) io.note(url);
      if (!json) io.note(`It signs ${admin} in, once, within ${ADMIN_LINK_MINUTES} minutes.`);
      const warning = baseUrlWarning(settingsOf(io).baseUrl);
      if (warning !== undefined) io.note(warning);
      return 0;
    }
  },
});

async function create(io: Io, database: Database, name = 'admin') {
  const { baseUrl } = settingsOf(io);
  const admin = parseGiven(nameSchema, name, () => '--admin');
  const { now, audit } = auditBy({ database, ...io }, CLI_ACTOR)('admin_link.create', admin);
  // Written first: a row about a link that was never made does no harm, a link without its row would.
  await database.commit([audit]);
  const secret = await createAdminLink(database, admin, { random: io.random, now });
  const expiresAt = now + ADMIN_LINK_MINUTES * 60_000;
  return { url: `${baseUrl}/console/sign-in/${secret}`, admin, expiresAt };
}
