import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import { openTestDatabase } from '../databases/sqlite.ts';
import type { TestDatabase } from '../databases/test-database.ts';
import { gmailPost } from './bodies.ts';
import { ledgerOf } from './ledger.ts';
import { exchange, openConnection } from './raw-http.ts';
import { startServerProcess } from './targets/server-process.ts';
import { mintHere } from './tokens.ts';

const ROUNDS = 4;
const AT_ONCE = 50;

describe('a server that is killed with SIGKILL', () => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await openTestDatabase();
  });
  afterEach(() => opened.close());

  function start() {
    return startServerProcess(opened.url ?? '');
  }

  async function recorded(): Promise<Set<string>> {
    return new Set((await ledgerOf(opened.database)).map(({ recipient_id }) => recipient_id));
  }

  it('straight after its 200 has the opt-out when it is started again', async () => {
    const people: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await start();
      const { recipientId, unsub } = mintHere(`person-${round}@example.com`);
      const connection = await openConnection(server.port);
      await connection.send(gmailPost(`/u/${unsub}`));
      const { status } = await connection.read();
      await server.kill();
      connection.close();
      expect(status).toBe(200);
      people.push(recipientId);
      expect([...(await recorded())]).toEqual(people);
    }
    const server = await start();
    const { unsub } = mintHere('person-0@example.com');
    expect((await exchange(server.port, gmailPost(`/u/${unsub}`))).status).toBe(200);
    await server.stop();
    expect(await verifyLedger(opened.database)).toMatchObject({ kind: 'whole', entries: ROUNDS });
  });

  it('under fifty posts at once has every one of them it has answered with 200', async () => {
    let answered = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const server = await start();
      const promised: string[] = [];
      const poster = async (lane: number) => {
        const connection = await openConnection(server.port);
        // Goes on until the server is gone.
        for (let turn = 0; ; turn++) {
          const { recipientId, unsub } = mintHere(`person-${round}-${lane}-${turn}@example.com`);
          await connection.send(gmailPost(`/u/${unsub}`));
          const { status } = await connection.read();
          if (status === 200) promised.push(recipientId);
        }
      };
      const lanes = Promise.allSettled(Array.from({ length: AT_ONCE }, (_, lane) => poster(lane)));
      // Each round ends at another point of the work.
      while (promised.length <= round * 37) await setImmediate();
      await server.kill();
      await lanes;
      const kept = await recorded();
      expect(promised.filter((id) => !kept.has(id))).toEqual([]);
      answered += promised.length;
      expect(await verifyLedger(opened.database)).toMatchObject({ kind: 'whole' });
    }
    expect(answered).toBeGreaterThan(ROUNDS);
    // It starts and serves again after all of that.
    const server = await start();
    const { unsub } = mintHere('the-last@example.com');
    expect((await exchange(server.port, gmailPost(`/u/${unsub}`))).status).toBe(200);
    await server.stop();
  });
});
