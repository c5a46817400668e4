import { expect, it } from 'vitest';
import { auditBy } from '../../src/access/audit.ts';
import { changeBrand } from '../../src/brands/change-brand.ts';
import { readDirectory } from '../../src/brands/directory.ts';
import { parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { changeSender } from '../../src/senders/change-sender.ts';
import { createKnownSenders } from '../../src/senders/known-senders.ts';
import { readSenders, registerSender } from '../../src/senders/registry.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const random = createRandomBytes();

async function company() {
  const opened = await aDatabase();
  const { database } = opened;
  const parsed = parseKeyring(`test:${Buffer.alloc(32, 7).toString('base64url')}`);
  if (parsed.kind !== 'keyring') throw new Error(parsed.problem);
  const { keyring } = parsed;
  const brand = { id: 'b', name: 'B', postal_address: '1 Main St', policy_json: '{}', created_at: NOON };
  await database.commit([database.build.insertInto('brand').values(brand).compile()]);
  const sender = {
    id: 'crm',
    name: 'CRM',
    publicName: 'CRM',
    kind: 'feed',
    brands: ['b'],
    settings: {},
  } as const;
  const { audit } = auditOn(database)('sender.create', 'crm');
  const more = { createdAt: NOON, ladder: null, retiredAt: null };
  await registerSender(database, { ...sender, ...more }, { keyring, random, audit });
  const known = (on: Database) =>
    createKnownSenders(
      () => readSenders(on, keyring),
      () => NOON,
    );
  return { ...opened, known };
}

const auditOn = (database: Database) => auditBy({ database, random, now: () => NOON }, 'cli');

it('changes of a ladder by several at once are all kept, and an order that would break is refused', async () => {
  const { database, openAnother, known } = await company();
  const other = await openAnother();
  const change = (on: Database, ladder: object | null) =>
    changeSender({ database: on, senders: known(on) }, 'crm', { ladder }, auditOn(on));
  const outcomes = await Promise.all([
    change(database, { late_after_minutes: 30 }),
    change(other, { held_business_days_left: 2 }),
    change(database, { repeat_minutes: { held: 30 } }),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
  expect((await known(database).read())[0]?.ladder).toEqual({
    late_after_minutes: 30,
    held_business_days_left: 2,
    repeat_minutes: { held: 30 },
  });
  expect(await change(database, { at_risk_after_minutes: 30 })).toMatchObject({ kind: 'refused_ladder' });
  const ladder = { at_risk_after_minutes: 30, late_after_minutes: 5 };
  expect(await changeBrand(database, 'b', { ladder }, auditOn(database))).toMatchObject({
    kind: 'refused_ladder',
    problems: [{ path: 'at_risk_after_minutes', message: expect.stringContaining('crm') }],
  });
  await change(database, null);
  expect((await changeBrand(database, 'b', { ladder }, auditOn(database))).kind).toBe('changed');
  expect((await readDirectory(database)).get('b')?.ladder).toMatchObject(ladder);
  expect((await known(database).read())[0]?.ladder).toBeNull();
});
