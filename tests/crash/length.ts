/** The seed of this run; each failure names it. */
export const SEED = Number(process.env['HEED_TORMENT_SEED'] ?? 4);

const MINUTES = Number(process.env['HEED_TORMENT_MINUTES'] ?? 0);

/** How long one torment lasts: `short` seconds as part of the suite, its share of `npm run torment -- --minutes N` else. */
export function tormentSeconds(short: number): number {
  return MINUTES > 0 ? MINUTES * 60 : short;
}

/** Far more than a torment and the quiet after it take. */
export function tormentTimeout(short: number): number {
  return (tormentSeconds(short) + 120) * 1_000;
}

/** After a long run: what was done in it. */
export function tell(came: object): void {
  if (MINUTES > 0) process.stdout.write(`${JSON.stringify({ seed: SEED, ...came })}\n`);
}
