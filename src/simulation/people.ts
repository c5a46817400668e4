import type { Address } from '../consent/address.ts';
import { normaliseAddress } from '../consent/address.ts';
import { type RecipientId, recipientId } from '../consent/recipient.ts';
import type { IdentityKey } from '../keys/identity.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { RandomBytes } from '../keys/random.ts';
import { type Sealed, seal } from '../keys/seal.ts';

/** Somebody, by number: everything else about them follows from it. */
export interface Person {
  readonly number: number;
  readonly address: Address;
  readonly recipientId: RecipientId;
  readonly addressSealed: Sealed;
}

/** Everybody who gets mail from the group. */
export interface People {
  readonly count: number;
  person(number: number): Person;
  /** Who is behind a recipient id; undefined for strangers. */
  numberOf(id: string): number | undefined;
}

/** Makes a number of people, each when first asked for. */
export function createPeople(
  count: number,
  { keyring, identityKey, random }: { keyring: Keyring; identityKey: IdentityKey; random: RandomBytes },
): People {
  const known: (Person | undefined)[] = Array.from({ length: count });
  const numbers = new Map<string, number>();
  return {
    count,
    numberOf: (id) => numbers.get(id),
    person(number) {
      const before = known[number];
      if (before !== undefined) return before;
      const normalised = normaliseAddress(addressOf(number));
      if (normalised.kind !== 'address') throw new Error('a made-up address is none');
      const { address } = normalised;
      const id = recipientId(identityKey, address);
      const person = { number, address, recipientId: id, addressSealed: seal(keyring, random, address, id) };
      known[number] = person;
      numbers.set(id, number);
      return person;
    },
  };
}

function addressOf(number: number): string {
  return `p${number}@people.example`;
}

const ADDRESS = /^p(\d+)@people\.example$/;

/** Whose address this is, as a receiver finds out; undefined where it is nobody's. */
export function numberIn(address: string): number | undefined {
  const number = ADDRESS.exec(address)?.[1];
  return number === undefined ? undefined : Number(number);
}
