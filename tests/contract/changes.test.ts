import { describe, expect, it } from 'vitest';
import { auditBy } from '../../src/access/audit.ts';
import { addBrand, newBrandSchema } from '../../src/brands/add-brand.ts';
import { addTopic } from '../../src/brands/add-topic.ts';
import { changeBrand } from '../../src/brands/change-brand.ts';
import { changeTopic, removeTopic } from '../../src/brands/change-topic.ts';
import { createDirectory, readBrand } from '../../src/brands/directory.ts';
import { parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { changeSender } from '../../src/senders/change-sender.ts';
import { createKnownSenders } from '../../src/senders/known-senders.ts';
import { readSenders, registerSender } from '../../src/senders/registry.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { anOptOut, appendTo, NOON } from './builders.ts';

const random = createRandomBytes();
const OFFERS = { brand: 'clearview', id: 'offers' };

const by = (database: Database, now = NOON) => auditBy({ database, now: () => now, random }, 'cli');

/** A database with one brand and one topic, opened as often as is asked for. */
async function opened() {
  const one = await aDatabase();
  const { database } = one;
  const given = { id: 'clearview', name: 'Clearview', postal_address: '1 Main St' };
  await addBrand(database, newBrandSchema.parse(given), by(database));
  await addOffers(database);
  return one;
}

function addOffers(database: Database) {
  const directory = createDirectory(database, () => NOON);
  const topic = { ...OFFERS, name: 'Offers', kind: 'promotional' } as const;
  return addTopic({ database, directory }, topic, by(database));
}

async function stored(database: Database) {
  return (await readBrand(database, 'clearview'))?.brand;
}

async function audited(database: Database): Promise<string[]> {
  const query = database.build.selectFrom('audit').select(['action', 'subject']);
  const rows = await database.all(query.where('action', 'not like', '%.create'));
  return rows.map(({ action, subject }) => `${action} ${subject}`).sort();
}

describe('a change of a brand', () => {
  it('is read back as it was made, with its audit row', async () => {
    const { database } = await opened();
    const colors = { accent: '#003366', ground: '#ffffff' };
    const changes = { name: 'Clearview – "Lupen"', colors, acknowledge_opt_outs: true };
    const outcome = await changeBrand(database, 'clearview', changes, by(database));
    expect(outcome).toMatchObject({ kind: 'changed', brand: { name: changes.name } });
    expect(await stored(database)).toEqual(outcome.kind === 'changed' ? outcome.brand : undefined);
    expect(await stored(database)).toMatchObject({ profile: { colors, acknowledgeOptOutsSince: NOON } });
    expect(await audited(database)).toEqual(['brand.update clearview']);
  });

  it('loses nothing of other changes at the same moment', async () => {
    const { database, openAnother } = await opened();
    const processes = [database, await openAnother(), await openAnother()];
    const changes = [
      { name: 'Clear' },
      { postal_address: '2 Main St' },
      { font: 'serif' as const },
      { language: 'fr' as const },
      { support_phone: '555 0100' },
      { privacy: { honors_gpc: true } },
    ];
    const made = changes.map((change, index) => {
      const process = processes[index % processes.length] ?? database;
      return changeBrand(process, 'clearview', change, by(process));
    });
    expect((await Promise.all(made)).map(({ kind }) => kind)).toEqual(changes.map(() => 'changed'));
    expect(await stored(database)).toMatchObject({
      name: 'Clear',
      postalAddress: '2 Main St',
      profile: {
        font: 'serif',
        language: 'fr',
        support: { phone: '555 0100' },
        privacy: { honorsGpc: true },
      },
    });
    expect(await audited(database)).toEqual(changes.map(() => 'brand.update clearview'));
  });

  it('of a brand that is gone writes nothing, not even that it was tried', async () => {
    const { database } = await opened();
    const outcome = await changeBrand(database, 'nobody', { name: 'X' }, by(database));
    expect(outcome).toEqual({ kind: 'unknown_brand' });
    // Gone after it was read and before it is written.
    const meanwhile = { ...database, all: removingAfter(database) };
    expect(await changeBrand(meanwhile, 'clearview', { name: 'X' }, by(database))).toEqual({
      kind: 'unknown_brand',
    });
    expect(await audited(database)).toEqual([]);
  });
});

/** Reads, and then removes the brand before whoever read can write. */
function removingAfter(database: Database): Database['all'] {
  return async (query) => {
    const rows = await database.all(query);
    await database.commit([database.build.deleteFrom('brand').compile()]);
    return rows;
  };
}

describe('a change of a topic', () => {
  it('is read back as it was made, and leaves what another changed', async () => {
    const { database, openAnother } = await opened();
    const other = await openAnother();
    const description = 'Two a month – “new” lenses.';
    const outcomes = await Promise.all([
      changeTopic(database, OFFERS, { name: 'Deals' }, by(database)),
      changeTopic(other, OFFERS, { description }, by(other)),
    ]);
    expect(outcomes).toMatchObject([{ topic: { name: 'Deals' } }, { topic: { description } }]);
    const topic = { ...OFFERS, name: 'Deals', description, kind: 'promotional' };
    expect((await stored(database))?.topics.get('offers')).toEqual(topic);
    expect(await audited(database)).toEqual([
      'topic.update clearview/offers',
      'topic.update clearview/offers',
    ]);
  });

  it('that another removes meanwhile is refused, with no audit row', async () => {
    const { database } = await opened();
    let reads = 0;
    const meanwhile: Database = {
      ...database,
      all: async (query) => {
        const rows = await database.all(query);
        // The second read is that of the topics.
        if (++reads === 2) await removeTopic(database, OFFERS, by(database));
        return rows;
      },
    };
    expect(await changeTopic(meanwhile, OFFERS, { name: 'X' }, by(database))).toEqual({
      kind: 'unknown_topic',
    });
    expect(await audited(database)).toEqual(['topic.delete clearview/offers']);
  });
});

describe('the removal of a topic', () => {
  it('is done once, however many ask for it at once', async () => {
    const { database, openAnother } = await opened();
    const processes = [database, await openAnother(), await openAnother()];
    const outcomes = await Promise.all(
      [...processes, ...processes].map((process) => removeTopic(process, OFFERS, by(process))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
    expect((await stored(database))?.topics.size).toBe(0);
    expect(await audited(database)).toEqual(['topic.delete clearview/offers']);
  });

  it('leaves ledger and standing as they are', async () => {
    const { database } = await opened();
    await appendTo(database)([anOptOut({ about: 'clearview/offers' })]);
    const kept = async () => [
      await database.all(database.build.selectFrom('ledger').selectAll()),
      await database.all(database.build.selectFrom('standing').selectAll()),
    ];
    const before = await kept();
    expect(before).toMatchObject([[{ scope: 'clearview/offers' }], [{ scope: 'clearview/offers' }]]);
    await removeTopic(database, OFFERS, by(database));
    expect(await kept()).toEqual(before);
    expect(await addOffers(database)).toMatchObject({ kind: 'added' });
    expect(await kept()).toEqual(before);
  });

  it('of one that is not there writes nothing', async () => {
    const { database } = await opened();
    const news = { brand: 'clearview', id: 'news' };
    expect(await removeTopic(database, news, by(database))).toEqual({ kind: 'unknown_topic' });
    expect(await audited(database)).toEqual([]);
    expect((await stored(database))?.topics.size).toBe(1);
  });
});

describe('a change of a sender', () => {
  it('is read back as it was made, with its audit row; of one that is gone nothing is written', async () => {
    const { database } = await opened();
    const parts = { database, senders: await oneSender(database) };
    const change = { name: 'CRM', public_name: 'Our shop – “here”' };
    expect(await changeSender(parts, 'crm', change, by(database))).toMatchObject({
      kind: 'changed',
      sender: { name: 'CRM', publicName: change.public_name },
    });
    expect(await parts.senders.read()).toMatchObject([
      { id: 'crm', name: 'CRM', publicName: change.public_name },
    ]);
    expect(await changeSender(parts, 'nobody', change, by(database))).toEqual({ kind: 'unknown_sender' });
    expect(await audited(database)).toEqual(['sender.update crm']);
  });
});

async function oneSender(database: Database) {
  const parsed = parseKeyring(`test:${Buffer.alloc(32, 7).toString('base64url')}`);
  if (parsed.kind === 'refused') throw new Error(parsed.problem);
  const { keyring } = parsed;
  const sender = {
    id: 'crm',
    name: 'crm-2',
    publicName: 'crm-2',
    kind: 'feed',
    brands: ['clearview'],
    settings: {},
    createdAt: NOON,
    ladder: null,
    retiredAt: null,
  } as const;
  const { audit } = by(database)('sender.create', 'crm');
  await registerSender(database, sender, { keyring, random, audit });
  return createKnownSenders(
    () => readSenders(database, keyring),
    () => NOON,
  );
}
