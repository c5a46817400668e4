import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINE_LENGTH_MAX, type Line, lineBatches } from './lines.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(text: string, chunkSize = 1_000_000): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of lineBatches(chunksOf(new TextEncoder().encode(text), chunkSize)))
    lines.push(...batch);
  return lines;
}

describe('splitting input into lines', () => {
  it('numbers lines as an editor does and passes blank ones over', async () => {
    expect(await read('\uFEFFone\r\n\n  \nfour')).toEqual([
      { number: 1, text: 'one' },
      { number: 4, text: 'four' },
    ]);
  });

  it('hands a line on as soon as it is whole', async () => {
    const batches: string[][] = [];
    for await (const batch of lineBatches(chunksOf(new TextEncoder().encode('a\nb\nc\n'), 2))) {
      batches.push(batch.map(({ text }) => text));
    }
    expect(batches).toEqual([['a'], ['b'], ['c']]);
  });

  it('keeps no more of an endless line than shows that it is too long', async () => {
    const [line] = await read('x'.repeat(LINE_LENGTH_MAX * 3), 1_000);
    expect(line?.text.length).toBeLessThanOrEqual(LINE_LENGTH_MAX + 1_000);
    expect(line?.text.length).toBeGreaterThan(LINE_LENGTH_MAX);
  });

  const line = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🙂', ' ', '{', '"') });

  it('says the same however the bytes are cut', async () => {
    const cutAnywhere = fc.asyncProperty(
      fc.array(line),
      fc.integer({ min: 1, max: 7 }),
      async (lines, size) => {
        const text = lines.join('\n');
        expect(await read(text, size)).toEqual(await read(text));
      },
    );
    await fc.assert(cutAnywhere);
  });
});
