import type { BrandDirectory } from '../brands/directory.ts';
import { ladderInForce } from '../deadline/ladder-in-force.ts';
import type { Sender } from './sender.ts';

/** A sender's ladder as API and command line answer it: what it has changed, and what counts for each of its brands. */
export function ladderAnswer({ brands, ladder }: Sender, directory: BrandDirectory) {
  return {
    ladder,
    effective_ladders: Object.fromEntries(
      brands.map((brand) => [brand, ladderInForce(directory.get(brand)?.ladder ?? null, ladder)]),
    ),
  };
}
