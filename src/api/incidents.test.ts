import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { anIncident, storeIncidents } from '../watch/guarantee-rows.testkit.ts';

const HOUR = 3_600_000;
const WHY = 'The vendor changed its key, and nobody read its letter.';

async function opened() {
  const test = await openTestHeed();
  const { heed, call, key } = test;
  await addClearview(test);
  const [reader, setup] = [await key(['latency']), await key(['setup'])];
  const now = heed.now();
  return {
    ...test,
    now,
    store: (...rows: Parameters<typeof anIncident>[0][]) =>
      storeIncidents(heed.database, ...rows.map((row) => anIncident({ opened_at: now, ...row }))),
    get: async (path: string) => (await call(reader, `/v1/incidents${path}`)).body,
    ids: async (path: string) => {
      const { body } = await call(reader, `/v1/incidents${path}`);
      const { incidents, next } = body as { incidents: { id: string }[]; next: string | null }; // the API's own shape
      return { ids: incidents.map(({ id }) => id), next };
    },
    explain: (id: string, body: unknown = { name: 'Grace Hopper', explanation: WHY }, secret = setup) =>
      call(secret, `/v1/incidents/${id}/explanation`, body),
    audits: () =>
      heed.database.all(
        heed.database.build.selectFrom('audit').select('subject').where('action', '=', 'incident.explain'),
      ),
  };
}

const breach = { id: 'inc_b', kind: 'breached' };

describe('GET /v1/incidents', () => {
  it('lists the open ones, the newest first, and with state=all the closed ones after them', async () => {
    const { store, ids, now } = await opened();
    await store(
      { id: 'a', kind: 'late', opened_at: now - 3 },
      { id: 'b', kind: 'held', opened_at: now - 1 },
      { id: 'c', kind: 'late', opened_at: now, recovered_at: now, closed_at: now },
      { id: 'd', kind: 'at_risk', opened_at: now - 1, sender_id: 'shop' },
      { id: 'e', kind: 'late', opened_at: now - 9, recovered_at: now, closed_at: now },
      { id: 'f', kind: 'mail_failing', opened_at: now - 2, sender_id: '' },
    );
    expect(await ids('')).toEqual({ ids: ['d', 'b', 'f', 'a'], next: null });
    expect(await ids('?state=all')).toEqual({ ids: ['d', 'b', 'f', 'a', 'c', 'e'], next: null });
    expect(await ids('?state=all&sender=crm')).toEqual({ ids: ['b', 'a', 'c', 'e'], next: null });
    expect(await ids('?sender=')).toEqual({ ids: ['f'], next: null });
  });

  it('is read page by page, each incident once, wherever a page ends', async () => {
    const { store, ids, now } = await opened();
    const closed = { recovered_at: now, closed_at: now };
    const rows = Array.from({ length: 9 }, (_, index) => ({
      id: `i${index}`,
      // Several at one instant, and one kind for each that is open.
      opened_at: now - Math.floor(index / 3),
      sender_id: `s${index}`,
      ...(index % 2 === 0 ? closed : {}),
    }));
    await store(...rows);
    const { ids: whole } = await ids('?state=all');
    for (const limit of [1, 2, 3, 4, 5, 8, 9]) {
      const found: string[] = [];
      let after = '';
      for (let page = 0; page < 10; page += 1) {
        const { ids: shown, next } = await ids(`?state=all&limit=${limit}&after=${after}`);
        found.push(...shown);
        if (next === null) break;
        after = next;
      }
      expect({ limit, found }).toEqual({ limit, found: whole });
    }
    expect(whole).toHaveLength(9);
    expect((await ids('?after=nonsense')).ids).toHaveLength(4);
  });

  it('says of each what, since when and for how long, and whether somebody is to explain it', async () => {
    const { store, get, advance, now } = await opened();
    await store({ ...breach, seq: 7, requested_at: now - HOUR, due_at: now, waiting: 3, code: 'gone' });
    advance(HOUR);
    const iso = (at: number) => new Date(at).toISOString();
    const one = {
      id: 'inc_b',
      sender: 'crm',
      kind: 'breached',
      state: 'open',
      opened_at: iso(now),
      seq: 7,
      requested_at: iso(now - HOUR),
      due_at: iso(now),
      waiting: 3,
      code: 'gone',
      recovered_at: null,
      closed_at: null,
      lasted_ms: HOUR,
      explained_by: null,
      explanation: null,
      wants_explanation: true,
    };
    expect(await get('')).toEqual({ incidents: [one], next: null });
    expect(await get('/inc_b')).toEqual(one);
    expect(await get('/nobody')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await get('?limit=0')).toMatchObject({ status: 400 });
    expect(await get('?state=closed')).toMatchObject({ status: 400 });
  });

  it('needs the scope latency to read, and setup to explain', async () => {
    const { call, key, explain, store } = await opened();
    await store(breach);
    for (const path of ['/v1/incidents', '/v1/incidents/inc_b']) {
      expect(await call('', path)).toMatchObject({ status: 401 });
      expect(await call(await key(['setup']), path)).toMatchObject({ body: { code: 'missing_scope' } });
    }
    const refused = await explain('inc_b', undefined, await key(['latency']));
    expect(refused.body).toMatchObject({ code: 'missing_scope', detail: expect.stringContaining('setup') });
  });
});

describe('explaining a breach', () => {
  it('keeps it open until the sender has caught up, and closes it at once where it has', async () => {
    const { store, explain, advance, now } = await opened();
    await store(breach, { ...breach, id: 'inc_r', sender_id: 'shop', recovered_at: now });
    advance(HOUR);
    expect((await explain('inc_b')).body).toMatchObject({
      state: 'open',
      explained_by: 'Grace Hopper',
      explanation: WHY,
      wants_explanation: false,
    });
    expect((await explain('inc_r')).body).toMatchObject({
      state: 'closed',
      closed_at: new Date(now + HOUR).toISOString(),
      recovered_at: new Date(now).toISOString(),
      lasted_ms: 0,
    });
  });

  it('is audited, once, and what was written first stands', async () => {
    const { store, explain, audits, get } = await opened();
    await store(breach);
    await explain('inc_b');
    const again = await explain('inc_b', { name: 'Ada', explanation: 'It was quite different.' });
    expect(again).toMatchObject({ status: 409, body: { code: 'explained' } });
    expect(await get('/inc_b')).toMatchObject({ explained_by: 'Grace Hopper', explanation: WHY });
    expect(await audits()).toEqual([{ subject: 'inc_b' }]);
  });

  it.each([
    [{ name: '', explanation: WHY }, 'name'],
    [{ name: 'Grace', explanation: 'too short' }, 'explanation'],
    [{ name: 'Grace', explanation: '          .         ' }, 'explanation'],
    [{ explanation: WHY }, 'name'],
  ])('wants a name and a sentence: %j', async (body, path) => {
    const { store, explain, audits } = await opened();
    await store(breach);
    const answer = await explain('inc_b', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(await audits()).toEqual([]);
  });

  it('is for breaches alone: the others end by themselves', async () => {
    const { store, explain, audits } = await opened();
    await store({ id: 'a', kind: 'held' });
    expect(await explain('a')).toMatchObject({ status: 409, body: { code: 'not_a_breach' } });
    expect(await explain('nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await audits()).toEqual([]);
  });
});
