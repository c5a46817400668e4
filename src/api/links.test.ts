import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { readToken } from '../links/token.ts';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  return { ...test, secret: await test.key(['links']) };
}

function bodyOf(lines: readonly string[], bytesPerChunk: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(lines.join('\n'));
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + bytesPerChunk));
      at += bytesPerChunk;
    },
  });
}

async function stream(
  test: Awaited<ReturnType<typeof opened>>,
  lines: readonly string[],
  query = 'scope=clearview',
  bytesPerChunk = 7,
) {
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${test.secret}`, 'content-type': 'application/x-ndjson' },
    body: bodyOf(lines, bytesPerChunk),
    duplex: 'half' as const,
  };
  const response = await test.app.request(`/v1/links?${query}`, init);
  const text = await response.text();
  const answers = text.split('\n').filter((line) => line !== '');
  return {
    status: response.status,
    answers: answers.map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

/** Time enough for whatever wants to run ahead. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('POST /v1/links', () => {
  it('answers ready-made headers, the footer link and the preference link for each address', async () => {
    const test = await opened();
    const { body } = await test.call(test.secret, '/v1/links', {
      scope: 'clearview/offers',
      campaign: 'spring-2026',
      addresses: ['ada@example.com'],
    });
    const [links] = body.links as Record<string, never>[]; // the API's own shape
    expect(links).toMatchObject({
      headers: {
        'List-Unsubscribe': `<${links?.unsubscribe_url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    const token = String(links?.unsubscribe_url).split('/u/')[1] ?? '';
    const claims = await readToken(test.heed.keyring, token, { powers: ['unsub'], now: test.heed.now() });
    expect(claims).toMatchObject({
      scope: 'clearview/offers',
      campaign: 'spring-2026',
      recipientId: links?.recipient_id,
    });
  });

  it('stores nobody: minting writes nothing', async () => {
    const test = await opened();
    await test.call(test.secret, '/v1/links', { scope: 'clearview', addresses: ['ada@example.com'] });
    const rows = await test.heed.database.all(test.heed.database.build.selectFrom('recipient').selectAll());
    expect(rows).toEqual([]);
  });

  it.each([
    ['scope', { scope: 'clearview/orders' }],
    ['scope', { scope: 'nobody' }],
    ['scope', { scope: '*' }],
    ['campaign', { scope: 'clearview', campaign: 'ada@example.com' }],
  ])('refuses an order whose %s cannot be carried out', async (path, order) => {
    const test = await opened();
    const answer = await test.call(test.secret, '/v1/links', { addresses: ['ada@example.com'], ...order });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('takes 10,000 addresses as JSON and answers each in its place', async () => {
    const test = await opened();
    const addresses = Array.from({ length: 10_000 }, (_, index) =>
      index % 100 === 7 ? 'bad' : `p${index}@example.com`,
    );
    const { body } = await test.call(test.secret, '/v1/links', { scope: 'clearview', addresses });
    const links = body.links as { error?: { code: string } }[]; // the API's own shape
    expect(links).toHaveLength(10_000);
    expect(links.filter(({ error }) => error?.code === 'no_at_sign')).toHaveLength(100);
    expect(links[7]?.error?.code).toBe('no_at_sign');
  });
});

describe('POST /v1/links as a stream', () => {
  it('answers line by line in order, whatever the chunks, and bad lines in place', async () => {
    const test = await opened();
    const lines = [
      '{"address":"ada@example.com"}',
      'nonsense',
      '',
      '{"address":"b@"}',
      `{"address":"${'x'.repeat(9_000)}"}`,
      '{"address":"jürgen@exämple.org"}',
    ];
    const { status, answers } = await stream(test, lines);
    expect(status).toBe(200);
    expect(answers.map(({ line, error }) => [line, (error as { code?: string } | undefined)?.code])).toEqual([
      [1, undefined],
      [2, 'invalid_line'],
      [4, 'domain_empty'],
      [5, 'invalid_line'],
      [6, undefined],
    ]);
    expect(answers[0]).toMatchObject({ unsubscribe_url: expect.stringContaining('https://heed.example/u/') });
  });

  it('does not gather the body: an endless line is refused in bounded memory and the next one works', async () => {
    const test = await opened();
    const { answers } = await stream(
      test,
      ['y'.repeat(3_000_000), '{"address":"ada@example.com"}'],
      'scope=clearview',
      65_536,
    );
    expect(answers).toMatchObject([
      { line: 1, error: { code: 'invalid_line' } },
      { line: 2, recipient_id: expect.any(String) },
    ]);
  });

  it('takes no more of a body that never ends than its answer is read: neither gathers in memory', async () => {
    const test = await opened();
    const chunk = new TextEncoder().encode('{"address":"ada@example.com"}\n'.repeat(100));
    let taken = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        taken += 1;
        controller.enqueue(chunk);
      },
    });
    const headers = { authorization: `Bearer ${test.secret}`, 'content-type': 'application/x-ndjson' };
    const init = { method: 'POST', headers, body, duplex: 'half' as const };
    const { body: answer } = await test.app.request('/v1/links?scope=clearview', init);
    const reader = answer?.getReader();
    for (let read = 0; read < 50; read++) {
      expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
      await turns();
      expect(taken).toBeLessThan(read + 10);
    }
    await reader?.cancel();
    const until = taken;
    await turns();
    expect(taken).toBe(until);
  });

  it('refuses the whole stream when the order in the query is wrong', async () => {
    const test = await opened();
    const { status, answers } = await stream(test, ['{"address":"ada@example.com"}'], 'scope=nobody');
    expect(status).toBe(400);
    expect(answers).toMatchObject([{ code: 'invalid_request' }]);
  });

  it('needs a key like any other call', async () => {
    const test = await opened();
    const response = await test.app.request('/v1/links?scope=clearview', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"address":"ada@example.com"}',
    });
    expect(response.status).toBe(401);
  });
});
