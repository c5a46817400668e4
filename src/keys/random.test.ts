import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomBytes, randomId, randomSecret } from './random.ts';

describe('random bytes', () => {
  it('come in the length asked for, and no byte is handed out twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_000), { minLength: 1, maxLength: 30 }), (lengths) => {
        const random = createRandomBytes();
        const drawn = lengths.map((length) => random(length));
        expect(drawn.map(({ length }) => length)).toEqual(lengths);
        const ends = new Map<ArrayBufferLike, number>();
        for (const { buffer, byteOffset, byteLength } of drawn.filter(({ length }) => length > 0)) {
          expect(byteOffset).toBeGreaterThanOrEqual(ends.get(buffer) ?? 0);
          ends.set(buffer, byteOffset + byteLength);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('differ every time, also over the end of a block and from another source', () => {
    const [one, other] = [createRandomBytes(), createRandomBytes()];
    const drawn = Array.from({ length: 3_000 }, (_, index) => (index % 2 ? one : other)(12));
    expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(3_000);
  });

  it('use every value a byte can have', () => {
    expect(new Set(createRandomBytes()(100_000)).size).toBe(256);
    const small = createRandomBytes();
    expect(new Set(Array.from({ length: 20_000 }, () => small(1)[0])).size).toBe(256);
  });

  it('make ids and secrets of fixed length', () => {
    const random = createRandomBytes();
    expect(randomId('dlv', random)).toMatch(/^dlv_[\w-]{16}$/);
    expect(randomSecret(random)).toMatch(/^[\w-]{43}$/);
  });
});
