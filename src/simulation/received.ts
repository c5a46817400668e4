import type { ChangeItem } from '../senders/connectors/connector.ts';
import { numberIn } from './people.ts';
import { type BitState, stateOfItem } from './scopes.ts';

/** An item as a receiver understands it. */
export interface ReceivedItem {
  readonly person: number;
  readonly seq: number;
  readonly state: BitState;
}

/** What one receiver holds: of each person the state with the highest number, as receivers are told to. */
export interface Received {
  /** The number of the state it holds; 0 where it has heard nothing. */
  seqOf(person: number): number;
  stateOf(person: number): BitState;
  /** Takes a state unless it holds a later one. */
  apply(item: ReceivedItem): void;
  /** How many states it was given. */
  readonly applied: number;
}

/** Makes a receiver that has heard nothing of so many people. */
export function createReceived(people: number): Received {
  const seqs = new Int32Array(people);
  const abouts = new Int32Array(people);
  const bits = new Int32Array(people);
  let applied = 0;
  return {
    get applied() {
      return applied;
    },
    seqOf: (person) => seqs[person] ?? 0,
    stateOf: (person) => ({ about: abouts[person] ?? 0, bits: bits[person] ?? 0 }),
    apply({ person, seq, state }) {
      applied++;
      if (seq < (seqs[person] ?? 0)) return;
      seqs[person] = seq;
      abouts[person] = state.about;
      bits[person] = state.bits;
    },
  };
}

/** Reads an item; undefined for one about nobody, or in words nobody agreed on. */
export function readItem(
  item: Pick<ChangeItem, 'seq' | 'address' | 'promotional' | 'topics' | 'undeliverable'>,
): ReceivedItem | undefined {
  const person = numberIn(item.address);
  const state = stateOfItem(item);
  return person === undefined || state === undefined ? undefined : { person, seq: item.seq, state };
}
