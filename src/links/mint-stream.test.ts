import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityKey, idOf, NOON, random, ring, scopeOf } from './link.test-kit.ts';
import { minterHere } from './mint-many.ts';
import { mintLines } from './mint-stream.ts';

const PARTS = { keyring: ring, identityKey, random, baseUrl: 'https://stop.example.com' };
const ORDER = { scope: scopeOf('a/t'), issuedAt: NOON };

/** The stream's answer to a text that arrives in pieces of these sizes, parsed line by line. */
async function answers(text: string, sizes: readonly number[] = [65_536], yieldTurn?: () => Promise<void>) {
  const bytes = new TextEncoder().encode(text);
  let from = 0;
  let piece = 0;
  const input = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      const size = sizes[piece++ % sizes.length] ?? 1;
      controller.enqueue(bytes.subarray(from, from + size));
      from += size;
    },
  });
  let out = '';
  for await (const chunk of mintLines(minterHere(PARTS, yieldTurn), ORDER, input)) out += chunk;
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

const lineOf = (address: string) => JSON.stringify({ address });
const idsOf = (lines: readonly Record<string, unknown>[]) =>
  lines.map((line) => line['recipient_id'] ?? line['error']);

describe('a stream of addresses', () => {
  it('is answered line for line, in order, however the network cuts it', async () => {
    const addresses = ['ada@example.com', 'josé@bücher.example', 'bob@example.com'];
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (cuts, end, closed) => {
        const text = addresses.map(lineOf).join(end) + (closed ? end : '');
        expect(idsOf(await answers(text, cuts))).toEqual(addresses.map(idOf));
      }),
      { numRuns: 50 },
    );
  });

  it('tells each line that is wrong by its number and goes on, repeating nothing of it', async () => {
    const wrong = [
      '{"address":"zqx7wjv"}',
      'zqx7wjv',
      '{"address":7}',
      '{"adress":"zqx7wjv@example.com"}',
      '["zqx7wjv"]',
    ];
    const lines = await answers(
      ['', lineOf('ada@example.com'), ...wrong, lineOf('bob@example.com')].join('\n'),
    );
    expect(lines.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(lines.map(({ error }) => error !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(JSON.stringify(lines)).not.toContain('zqx7wjv');
  });

  it('refuses an endless line without gathering it, and takes the next', async () => {
    const text = `${lineOf('a'.repeat(300_000))}\n${lineOf('ada@example.com')}\n`;
    for (const size of [4_096, 4_097, 65_536, 1_000_000]) {
      const [first, second] = await answers(text, [size]);
      expect(first).toMatchObject({ line: 1, error: { code: 'invalid_line' } });
      expect(second).toMatchObject({ line: 2, recipient_id: idOf('ada@example.com') });
    }
  });

  it('takes no address out of bytes that could not be read', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"address":"jos'),
      Buffer.from([0xe9]),
      Buffer.from('@example.com"}\n'),
    ]);
    let out = '';
    for await (const chunk of mintLines(minterHere(PARTS), ORDER, new Blob([bytes]).stream())) out += chunk;
    expect(JSON.parse(out)).toMatchObject({ line: 1, error: { code: 'control_character' } });
  });

  it('lets others have a turn between pieces of work', async () => {
    let turns = 0;
    const text = Array.from({ length: 1_000 }, (_, index) => lineOf(`p${index}@example.com`))
      .join('\n')
      .concat('\n');
    const lines = await answers(text, [1_000_000], async () => {
      turns++;
    });
    expect([lines.length, turns]).toEqual([1_000, 5]);
  });

  it('is answered with nothing when it is empty', async () => {
    expect(await answers('')).toEqual([]);
    expect(await answers('\n\r\n \n')).toEqual([]);
  });
});
