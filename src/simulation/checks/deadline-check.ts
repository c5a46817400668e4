import type { Prepared } from '../../store/database.ts';
import type { Look } from '../../store/sqlite.ts';
import type { Verdict } from '../violation.ts';
import type { Overdue, SenderAccount } from './sender-account.ts';

/** A deadline that passed at a held sender: how long before it the hold and the first warning came, in ms. */
export interface Foreseen {
  readonly sender: string;
  readonly dueAt: number;
  readonly heldBeforeMillis: number;
  readonly criticalBeforeMillis: number | null;
}

/** Guarantee 5: whatever is not acknowledged is not yet due, or its sender is held and people knew before. */
export interface DeadlineCheck {
  /** At any instant; after every tick and when a deadline passes. */
  looked(): void;
  readonly foreseen: readonly Foreseen[];
  /** How many holds were placed because of a deadline, as far as they lasted to be seen. */
  readonly holdsSeen: number;
}

interface HoldRow {
  readonly sender_id: string;
  readonly brand: string;
  readonly reason: string;
  readonly since: number;
}

interface IncidentRow {
  readonly kind: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
}

export interface DeadlineCheckParts {
  readonly look: Look;
  readonly verdict: Verdict;
  readonly now: () => number;
  readonly accounts: ReadonlyMap<string, SenderAccount>;
}

export function createDeadlineCheck({ look, verdict, now, accounts }: DeadlineCheckParts): DeadlineCheck {
  const foreseen: Foreseen[] = [];
  const seen = new Set<string>();
  const placed = new Set<string>();

  function isHeld({ sender }: SenderAccount, brand: string, holds: readonly HoldRow[]): boolean {
    const covers = (wanted: string) => holds.some((hold) => hold.brand === '*' || hold.brand === wanted);
    return brand === '*' ? [...sender.brands].every(covers) : covers(brand);
  }

  /** Everything that is overdue at one sender. */
  function judgeOverdue(account: SenderAccount, holds: readonly HoldRow[]): void {
    const overdue = account.overdueAt(now());
    if (overdue.length === 0) return;
    const incidents = look(incidentsOf(account.sender.id));
    for (const one of overdue) judge(account, one, { holds, incidents });
  }

  function judge(
    account: SenderAccount,
    { brand, dueAt, count }: Overdue,
    { holds, incidents }: { holds: readonly HoldRow[]; incidents: readonly IncidentRow[] },
  ): void {
    const { id } = account.sender;
    const late = () =>
      `${count} opt-outs of ${brand} fell due at ${new Date(dueAt).toISOString()} unacknowledged`;
    if (!isHeld(account, brand, holds)) return verdict.broken(5, id, `${late()}, and the sender is not held`);
    const covering = holds.filter((hold) => hold.brand === '*' || hold.brand === brand || brand === '*');
    const since = Math.min(...covering.map((hold) => hold.since));
    const warned = incidents.some(({ opened_at: at, closed_at: end }) => at < dueAt && end === null);
    if (!warned) return verdict.broken(5, id, `${late()}, and no incident was opened before`);
    if (since >= dueAt) return verdict.broken(5, id, `${late()}, and the hold came after that`);
    note(id, dueAt, { since, incidents });
  }

  function note(
    sender: string,
    dueAt: number,
    { since, incidents }: { since: number; incidents: readonly IncidentRow[] },
  ): void {
    const key = `${sender} ${dueAt}`;
    if (seen.has(key)) return;
    seen.add(key);
    const critical = incidents.find(({ kind, opened_at: at }) => kind === 'critical' && at < dueAt);
    foreseen.push({
      sender,
      dueAt,
      heldBeforeMillis: dueAt - since,
      criticalBeforeMillis: critical === undefined ? null : dueAt - critical.opened_at,
    });
  }

  /** Of what a sender could not be told before, it is held until that is passed. */
  function judgeBackfill(account: SenderAccount, holds: readonly HoldRow[]): void {
    const open = account.backlogBrands().find((brand) => !isHeld(account, brand, holds));
    if (open === undefined) return;
    const { id } = account.sender;
    verdict.broken(5, id, `it has not taken what was said of ${open} before, and is not held`);
  }

  return {
    foreseen,
    get holdsSeen() {
      return placed.size;
    },
    looked() {
      const all = look(HOLDS);
      for (const { sender_id: id, brand, reason, since } of all) {
        if (reason === 'deadline') placed.add(`${id} ${brand} ${since}`);
      }
      for (const account of accounts.values()) {
        if (account.retired) continue;
        const holds = all.filter(({ sender_id: id }) => id === account.sender.id);
        judgeOverdue(account, holds);
        judgeBackfill(account, holds);
      }
    },
  };
}

const HOLDS: Prepared<HoldRow> = {
  sql: 'select sender_id, brand, reason, since from hold',
  parameters: [],
};

function incidentsOf(senderId: string): Prepared<IncidentRow> {
  const sql = 'select kind, opened_at, closed_at from incident where sender_id = ?';
  return { sql, parameters: [senderId] };
}
