import { createAdminLink } from '../../../src/access/admin-session.ts';
import type { Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { statesOf } from './state.ts';

const LIST = '/console/senders/printed-catalog/list';
const MINUTE = 60_000;

/** The page about lists that are carried by hand, in every state. It is an admin's, and so in English alone. */
export const handListStates = statesOf('hand list', {
  'with nothing to do': async (visitor, world) => {
    await signedIn(visitor, world);
    return visitor.open(LIST);
  },
  'with opt-outs that wait': async (visitor, world) => {
    await signedIn(visitor, world);
    await optOut(world, visitor);
    return visitor.open(LIST);
  },
  'with a list that was written twice': async (visitor, world) => {
    await written(visitor, world);
    world.advance(MINUTE);
    await stopMore(world);
    await visitor.send(`${LIST}/file`, '');
    return visitor.open(LIST);
  },
  'with everything wrong': async (visitor, world) => {
    const page = await written(visitor, world);
    return visitor.press(page, 'attest', { list: [], name: '', at: 'noon' });
  },
  'with a list attested, and one overtaken': async (visitor, world) => {
    await written(visitor, world);
    world.advance(MINUTE);
    await stopMore(world);
    await visitor.send(`${LIST}/file`, '');
    const page = await visitor.open(LIST);
    const [, newest = ''] = /id="list-0"[^>]*value="([^"]+)"/.exec(page.html) ?? [];
    const done = await visitor.press(page, 'attest', { list: [newest], name: 'Ada Lovelace', at: '' });
    return visitor.open(done.headers.get('location') ?? '');
  },
  'of a sender that was retired': async (visitor, world) => {
    await written(visitor, world);
    const given = { kind: 'retired', name: 'Ada Lovelace', reason: 'It is not printed any more.' };
    await world.call(await world.key(['setup']), '/v1/senders/printed-catalog/attestations', given);
    return visitor.open(LIST);
  },
});

/** An admin at the console of a company that prints a catalog, too. */
async function signedIn(visitor: Visitor, { heed, call, key }: World): Promise<void> {
  const name = 'Printed catalog & event invitations';
  const catalog = { id: 'printed-catalog', name, kind: 'manual', brands: ['clearview', 'soundpage'] };
  await call(await key(['setup']), '/v1/senders', catalog);
  const secret = await createAdminLink(heed.database, 'ada', { random: heed.random, now: heed.now() });
  await visitor.send(`/console/sign-in/${secret}`, '');
}

async function optOut(world: World, visitor: Visitor): Promise<void> {
  await visitor.send(world.link('unsub', 'clearview'), 'List-Unsubscribe=One-Click');
}

async function stopMore({ call, key }: World): Promise<void> {
  const decision = { address: 'sam@example.com', scope: 'soundpage', channel: 'phone', evidence: {} };
  const { status } = await call(await key(['decisions']), '/v1/decisions', { decisions: [decision] });
  if (status !== 200) throw new Error(`the opt-out was answered ${status}`);
}

/** The page once a list was downloaded. */
async function written(visitor: Visitor, world: World) {
  await signedIn(visitor, world);
  await optOut(world, visitor);
  await visitor.send(`${LIST}/file`, '');
  return visitor.open(LIST);
}
