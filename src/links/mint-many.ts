import { type LinkOrder, type MintParts, mintLinks } from './mint.ts';
import { membersWriter } from './mint-line.ts';

/** Mints for many addresses, somewhere: in this thread, or in others. */
export interface Minter {
  /** How many calls at a time are worth making: more than one where they are answered side by side. */
  readonly atOnce: number;
  /** For each address, in its place, the members of a JSON object without its braces: its links, or `error`. */
  mint(order: LinkOrder, addresses: readonly string[]): Promise<readonly string[]>;
}

/** As many as take some milliseconds: long work is cut into pieces of this size, so that others have their turn. */
export const ADDRESSES_PER_MINT = 200;

/** Makes the function behind every minter. */
export function manyMinter(parts: MintParts): (order: LinkOrder, addresses: readonly string[]) => string[] {
  const membersOf = membersWriter(parts.baseUrl);
  return (order, addresses) =>
    addresses.map((address) => {
      const minted = mintLinks(parts, order, address);
      return minted.kind === 'minted' ? membersOf(minted.links) : errorMember(minted);
    });
}

/** The one member of the answer to a row that cannot be used. */
export function errorMember({ code, fix }: { readonly code: string; readonly fix: string }): string {
  return `"error":${JSON.stringify({ code, fix })}`;
}

/** A minter that works here and lets others have a turn before each piece of work. */
export function minterHere(parts: MintParts, yieldTurn?: () => Promise<void>): Minter {
  const mint = manyMinter(parts);
  return {
    atOnce: 1,
    async mint(order, addresses) {
      await yieldTurn?.();
      return mint(order, addresses);
    },
  };
}

/** Works on pieces, `atOnce` at a time, and hands the results on in order. The first failure ends it. */
export async function* inOrder<Piece, Result>(
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
  atOnce: number,
  work: (piece: Piece) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const piece of pieces) {
    const result = work(piece);
    result.catch(() => undefined); // thrown below, where it is awaited; nobody may be there any more when it fails
    underWay.push(result);
    const first = underWay.length < atOnce ? undefined : underWay.shift();
    if (first) yield await first;
  }
  for (const result of underWay) yield await result;
}
