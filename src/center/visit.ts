import type { Context } from 'hono';
import type { Brand } from '../brands/brand.ts';
import type { BrandDirectory } from '../brands/directory.ts';
import type { Heed } from '../heed.ts';
import { type Reader, readerOf } from './reader.ts';

/** What every page is drawn with: who reads it, whose page it is, and who else belongs to the company. */
export interface Visit {
  readonly reader: Reader;
  /** Absent where the link names none, or one that is gone. */
  readonly brand?: Brand | undefined;
  /** Every brand of the company, by name in the reader's order. */
  readonly brands: readonly Brand[];
  /** The company behind the brands, where it wants to be named. */
  readonly groupName?: string | undefined;
  /** True where the same address can be opened again, in another language. */
  readonly reopens: boolean;
  /** True where the browser sends Global Privacy Control: `Sec-GPC: 1`, and nothing else counts. */
  readonly gpc: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Gathers a visit. `reopens`: the page answers a POST, and its address shows something of use when it is opened. */
export async function visitOf(
  heed: Heed,
  c: Context,
  { brandId, reopens = false }: { brandId?: string | undefined; reopens?: boolean } = {},
): Promise<Visit> {
  const directory = await heed.directory.read();
  const brand = brandId === undefined ? undefined : await heed.directory.brand(brandId);
  const reader = readerOf(c, brand?.profile.language);
  return {
    reader,
    brand,
    brands: byName(directory, reader),
    groupName: heed.groupName,
    reopens: reopens || c.req.method !== 'POST',
    gpc: c.req.header('sec-gpc')?.trim() === '1',
    now: heed.now(),
  };
}

function byName(directory: BrandDirectory, { language }: Reader): readonly Brand[] {
  return [...directory.values()].sort((one, other) => one.name.localeCompare(other.name, language));
}

/** A visit where nothing could be read: the database is away. */
export function blindVisit(c: Context, now: number): Visit {
  return { reader: readerOf(c), brands: [], reopens: c.req.method !== 'POST', gpc: false, now };
}

/** The brands of the company but this one. */
export function otherBrands({ brand, brands }: Visit): readonly Brand[] {
  return brands.filter(({ id }) => id !== brand?.id);
}

/** The zone a visit's times are told in: the brand's policy zone. */
export function zoneOf({ brand, brands }: Visit): string {
  return (brand ?? brands[0])?.policy.zone ?? 'UTC';
}

/** The brand's name in the reader's text. */
export function brandName({ reader, brand }: Visit, id = ''): string {
  return reader.formats.name(brand?.name ?? id);
}
