import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type BrandId, MAILINGS } from './group.ts';

/** A person of the mailing list; fictional, at a domain reserved for examples. */
export interface Recipient {
  readonly name: string;
  readonly address: string;
  /** The brand that mailed them. */
  readonly brand: BrandId;
}

/** How someone says stop in the demo. */
export type Way = 'one_click' | 'page' | 'phone';
export type Asking = Recipient & { readonly way: Way };

// Most people never see more than their mail program's button.
const ASKING: readonly (readonly [Way, number])[] = [
  ['one_click', 300],
  ['page', 12],
  ['phone', 8],
];

const rowSchema = z.object({
  name: z.string().min(1),
  address: z.string().min(1),
  brand: z.custom<BrandId>((value) => typeof value === 'string' && Object.hasOwn(MAILINGS, value)),
});

/** The 1,000 recipients that ship with the demo. */
export function readRecipients(): Recipient[] {
  const text = readFileSync(new URL('recipients.csv', import.meta.url), 'utf8');
  const rows: unknown = parse(text, { columns: true });
  return z.array(rowSchema).parse(rows);
}

/** Who says stop, and how: every third, always the same ones. */
export function chooseAsking(recipients: readonly Recipient[]): Asking[] {
  const ways = ASKING.flatMap(([way, count]) => Array.from({ length: count }, () => way));
  return recipients
    .filter((_, index) => index % 3 === 0)
    .slice(0, ways.length)
    .map((recipient, index) => ({ ...recipient, way: ways[index] ?? 'one_click' }));
}
