import { answerRequest } from '../../../src/privacy/answer-request.ts';
import type { Typed } from '../../forms/read-forms.ts';
import type { Shown, Visitor } from '../../forms/visitor.ts';
import { ROSA, type World } from '../world.ts';
import { statesOf } from './state.ts';

const DOOR = '/b/clearview/privacy';

async function sent(visitor: Visitor, typed: Typed): Promise<Shown> {
  return visitor.press(await visitor.open(DOOR), 'confirm', typed);
}

/** The page a mailed confirmation leads to. */
async function toConfirm(visitor: Visitor, world: World, kind: 'know' | 'delete'): Promise<Shown> {
  await sent(visitor, { kind, address: ROSA });
  return visitor.open(world.link('privacy', 'clearview', { requestId: await requestId(world) }));
}

async function requestId({ heed: { database } }: World): Promise<string> {
  const [row] = await database.all(database.build.selectFrom('privacy_request').select('id'));
  if (row === undefined) throw new Error('no request came in');
  return row.id;
}

export const privacyStates = [
  ...statesOf('privacy', {
    empty: (visitor) => visitor.open(DOOR),
    'of a brand with a postal address for it': (visitor) => visitor.open('/b/harbor/privacy'),
    'where Global Privacy Control is sent': (_, world, language) =>
      world.visitor(language, { 'sec-gpc': '1' }).open(DOOR),
    'with nothing filled in': (visitor) => sent(visitor, { address: '' }),
    'with a wrong address': (visitor) => sent(visitor, { kind: 'delete', address: 'rosa at example' }),
    'with a link just mailed': (visitor, world) => visitor.open(privacyPath(world)),
    'with a link just mailed and nothing chosen': async (visitor, world) =>
      visitor.press(await visitor.open(privacyPath(world)), 'confirm'),
  }),
  ...statesOf('privacy request', {
    'is to be confirmed by mail': (visitor) => sent(visitor, { kind: 'know', address: ROSA }),
    'to know is confirmed': (visitor, world) => toConfirm(visitor, world, 'know'),
    'to delete is confirmed': (visitor, world) => toConfirm(visitor, world, 'delete'),
    'has arrived': async (visitor, world) =>
      visitor.press(await toConfirm(visitor, world, 'delete'), 'confirm'),
    'was answered': async (visitor, world) => {
      const page = await toConfirm(visitor, world, 'know');
      await visitor.press(page, 'confirm');
      const given = { outcome: 'complied', explanation: null, by: 'test', now: world.heed.now() } as const;
      await answerRequest(world.heed, { id: await requestId(world), ...given });
      return visitor.press(page, 'confirm');
    },
  }),
];

function privacyPath(world: World): string {
  return world.link('manage', 'clearview').replace('/p/', '/d/');
}
