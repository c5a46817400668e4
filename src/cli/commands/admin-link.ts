import { ADMIN_LINK_MINUTES, createAdminLink } from '../../access/admin-session.ts';
import { auditBy } from '../../access/audit.ts';
import { nameSchema } from '../../brands/naming.ts';
import { defineCommand } from '../command.ts';
import { parseGiven } from '../parse-given.ts';
import { baseUrlWarning, settingsOf } from '../settings.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed admin link`: a way into the console for whoever can run commands here. */
export const adminLink = defineCommand({
  usage: ['[--admin NAME]'],
  about: `Prints a link that signs an admin in at the console. It works once, for ${ADMIN_LINK_MINUTES} minutes. What the admin does is written down under the name given here.`,
  options: {
    admin: { type: 'string', value: 'NAME', help: 'Who signs in.', default: 'admin' },
  },
  examples: [{ line: 'heed admin link --admin "Ada Park"', does: 'Open the link in a browser to sign in.' }],
  run: ({ values, json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const admin = parseGiven(nameSchema, values.admin ?? 'admin', () => '--admin');
      const { now, audit } = auditBy({ database, ...io }, CLI_ACTOR)('admin_link.create', admin);
      // Written first: a row about a link that was never made does no harm, a link without its row would.
      await database.commit([audit]);
      const secret = await createAdminLink(database, admin, { random: io.random, now });
      const { baseUrl } = settingsOf(io);
      const url = `${baseUrl}/console/sign-in/${secret}`;
      const expiresAt = new Date(now + ADMIN_LINK_MINUTES * 60_000).toISOString();
      await io.out(json ? `${JSON.stringify({ url, admin, expires_at: expiresAt })}\n` : `${url}\n`);
      if (!json) io.note(`It signs ${admin} in, once, within ${ADMIN_LINK_MINUTES} minutes.`);
      const warning = baseUrlWarning(baseUrl);
      if (warning !== undefined) io.note(warning);
      return 0;
    }),
});
