import { createHash } from 'node:crypto';

/** Numbers in [0, 1) that look random and are the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let drawn = 0;
  return () => createHash('sha256').update(`${seed} ${drawn++}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** One of these, by such a number. */
export function oneOf<T>(random: () => number, these: readonly T[]): T {
  const found = these[Math.floor(random() * these.length)];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}
