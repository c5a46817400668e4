import type { Change, Report } from './messages.ts';

/** What a sender keeps for itself: whom it must not mail about what. */
export interface StopList {
  /** Takes in one change; an older one than is known already changes nothing. */
  apply(change: Change): 'applied' | 'already';
  stopped(): Report['stopped'];
}

/** An empty list, in memory. */
export function createStopList(): StopList {
  const known = new Map<string, { readonly seq: number; readonly stopped: readonly string[] }>();
  return {
    apply({ seq, address, promotional, topics }) {
      const before = known.get(address);
      if (before !== undefined && before.seq >= seq) return 'already';
      const permissions = Object.entries({ ...promotional, ...topics });
      const stopped = permissions.filter(([, permission]) => permission === 'suppressed');
      known.set(address, { seq, stopped: stopped.map(([scope]) => scope).sort() });
      return 'applied';
    },
    stopped() {
      return Object.fromEntries([...known].map(([address, { stopped }]) => [address, [...stopped]]));
    },
  };
}
