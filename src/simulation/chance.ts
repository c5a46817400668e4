import type { RandomBytes } from '../keys/random.ts';

/** Everything a simulated world leaves to chance. The same seed and stream give the same answers for ever. */
export interface Chance {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** From `min` to `max`, small ones as likely as large ones on a scale of magnitudes: 2 minutes, 2 hours, 2 days. */
  magnitude(min: number, max: number): number;
  /** True with that probability. */
  happens(probability: number): boolean;
  /** One of them; throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  readonly bytes: RandomBytes;
}

const ROUNDS_BEFORE_USE = 12;

/**
 * A stream of chance of its own for each part of the world, so that one part that draws once more does not change all the
 * others. The generator is sfc32 of Chris Doty-Humphrey's PractRand, four words of 32 bits, seeded by splitmix32 from the
 * FNV-1a hash of seed and name. Not for secrets.
 */
export function createChance(seed: number, stream: string): Chance {
  const next = sfc32(splitmix32(fnv1a(`${seed}/${stream}`)));
  const fraction = () => next() / 2 ** 32;
  const between = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    between,
    magnitude: (min, max) => Math.round(min * (max / min) ** fraction()),
    happens: (probability) => fraction() < probability,
    pick(list) {
      const found = list[between(0, list.length - 1)];
      if (found === undefined) throw new RangeError('there is nothing to pick from');
      return found;
    },
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let index = 0; index < length; index += 4) {
        const word = next();
        for (let byte = 0; byte < 4 && index + byte < length; byte++)
          bytes[index + byte] = word >>> (8 * byte);
      }
      return bytes;
    },
  };
}

function sfc32(draw: () => number): () => number {
  let [a, b, c, counter] = [draw(), draw(), draw(), 1];
  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }
  for (let round = 0; round < ROUNDS_BEFORE_USE; round++) next();
  return next;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
