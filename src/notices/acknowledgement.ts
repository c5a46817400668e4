import { z } from 'zod';
import { EVERYTHING, topicOf } from '../consent/scope.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { Sealed } from '../keys/seal.ts';
import { receiptPath } from '../links/receipt-path.ts';
import type { Letter } from '../mail/letter.ts';
import { type Language, parseLanguage } from '../words/language.ts';
import type { Acknowledgeable, OptOut } from './acknowledgeable.ts';

export interface AcknowledgementParts {
  readonly keyring: Keyring;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** An address as it is stored, and as it reads once it is opened. */
export interface OpenAddress {
  readonly sealed: Sealed;
  readonly spelling: string;
}

/**
 * The mail that acknowledges, with the receipt of the last of its opt-outs, and the id it goes under: the same for the
 * same opt-outs.
 */
export function acknowledgementOf(
  { keyring, baseUrl, now }: AcknowledgementParts,
  { brand, recipientId, optOuts }: Acknowledgeable,
  address: OpenAddress,
): { readonly id: string; readonly letter: Letter } | undefined {
  const last = optOuts.at(-1);
  if (last === undefined) return undefined;
  const claims = { recipientId, addressSealed: address.sealed, scope: last.scope };
  const topics = optOuts.flatMap(({ scope }) => topicOf(scope) ?? []);
  return {
    id: `ack_${last.seq}`,
    letter: {
      kind: 'opt_out_acknowledgement',
      to: address.spelling,
      language: languageOf(last) ?? brand.profile.language,
      brandId: brand.id,
      // A topic that was deleted meanwhile is called by its id.
      topics: topics.map((topic) => brand.topics.get(topic)?.name ?? topic),
      everyBrand: last.scope === EVERYTHING,
      requestedAt: last.requestedAt,
      dueAt: last.dueAt,
      receiptUrl: `${baseUrl}${receiptPath({ keyring, now }, claims, last.seq)}`,
    },
  };
}

// Evidence is what a door or a company's system wrote; a page writes the language it was read in.
const evidenceSchema = z.object({ language: z.string() });

/** The language somebody said it in, where that is known and spoken here. */
function languageOf({ evidenceJson }: OptOut): Language | undefined {
  if (evidenceJson === null) return undefined;
  const evidence = evidenceSchema.safeParse(JSON.parse(evidenceJson)); // our own JSON: `decide` wrote it
  return evidence.success ? parseLanguage(evidence.data.language) : undefined;
}
