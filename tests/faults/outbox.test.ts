import { expect, it } from 'vitest';
import { aLetter } from '../../src/mail/testing/letters.ts';
import { HOUR, openPostOffice } from '../../src/mail/testing/post-office.ts';
import { mortal } from '../../src/propagation/testing/crashing.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { atEveryPoint } from './every-point.ts';

const IDS = ['mail_1', 'mail_2', 'mail_3'];

async function anOutbox() {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, 0);
  const process = mortal(database);
  const next = await openPostOffice({ database });
  const { vendor, parts, now } = next;
  let refusals = 1;
  vendor.answer(() => (refusals-- > 0 ? { kind: 'retry', code: 'busy' } : { kind: 'sent' }));
  const dying = await openPostOffice({
    ...parts,
    now,
    database: process.database,
    sendMail: (mail, key) => process.through(() => vendor.sendMail(mail, key)),
  });
  const postAll = async (office: typeof next) => {
    for (const id of IDS) await office.post(aLetter(), { id });
  };
  return {
    process,
    steps: [() => postAll(dying), () => dying.tick(), async () => next.advance(HOUR), () => dying.tick()],
    async afterwards() {
      // Whoever was not told that a letter lies there puts it there again, under the same id.
      await postAll(next);
      for (let hour = 0; hour < 2; hour++) {
        next.advance(HOUR);
        await next.tick();
      }
      expect([...vendor.taken.keys()].sort()).toEqual(IDS);
      expect(await next.rows()).toMatchObject(
        IDS.map((id) => ({ id, state: 'sent', letter_sealed: null, lease_until: 0 })),
      );
      await database.close();
    },
  };
}

it('whoever sends mails may die anywhere: each letter leaves, and none is taken twice', async () => {
  expect(await atEveryPoint(anOutbox)).toBeGreaterThan(20);
});
