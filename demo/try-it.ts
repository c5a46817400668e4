import { setTimeout as delay } from 'node:timers/promises';
import { ADMIN_LINK_MINUTES, createAdminLink } from '../src/access/admin-session.ts';
import { type Place, recipientDoors } from './doors.ts';
import type { Lifetime } from './lifetime.ts';
import type { Screen } from './screen.ts';
import type { Scene } from './story.ts';
import { readStates } from './watch.ts';

const LOOK_MILLIS = 250;

/** Shows where to look and what to press. */
export async function inviteToTry(screen: Screen, { service, unused }: Scene): Promise<void> {
  const { heed, baseUrl } = service;
  const secret = await createAdminLink(heed.database, 'demo', { random: heed.random, now: heed.now() });
  screen.say('', screen.paint('bold', 'Try it. Everything stays up until you press Ctrl-C.'));
  const forPeople = unused === undefined ? [] : await recipientDoors(heed, unused);
  const forCompanies: readonly Place[] = [
    [
      `The console; this sign-in link works once, within ${ADMIN_LINK_MINUTES} minutes`,
      `${baseUrl}/console/sign-in/${secret}`,
    ],
    [
      'The mails Heed has written, captured here because none may leave (after signing in)',
      `${baseUrl}/console/outbox`,
    ],
    ['The keys that verify receipts', `${baseUrl}/.well-known/jwks.json`],
    ['What a program can do: the OpenAPI document', `${baseUrl}/v1/openapi.json`],
  ];
  for (const [title, places] of [
    ['Pages for recipients', forPeople],
    ['For the company', forCompanies],
  ] as const) {
    screen.say('', `  ${screen.paint('bold', title)}`);
    // Without indent: a terminal that wraps the address still finds it whole.
    for (const [what, url] of places) screen.say('', `  ${what}`, screen.paint('cyan', url));
  }
  screen.say('', 'Ctrl-C ends Heed and the three senders, and removes what they wrote.', '');
}

/** Stays until the demo is ended, which rejects it, and says when what the visitor did is known everywhere. */
export async function stayUp(
  screen: Screen,
  { service, api, senders, recorded }: Scene,
  life: Lifetime,
): Promise<never> {
  const ids = senders.map(({ id }) => id);
  let said = recorded;
  for (;;) {
    await delay(LOOK_MILLIS, undefined, { signal: life.signal });
    const states = await readStates(api, service.heed, ids);
    const told = Math.min(...states.map((state) => state.told));
    if (told <= said || states.some(({ owed }) => owed > 0)) continue;
    said = told;
    screen.say(`  ${screen.paint('green', '✓')} ${told} decisions, and every sender knows them all.`);
  }
}
