import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mortal } from '../propagation/testing/crashing.ts';
import { LEASE_MILLIS } from './lease.ts';
import type { MailOutcome } from './mail.ts';
import { createMail } from './mail-tick.ts';
import { aLetter } from './testing/letters.ts';
import { HOUR, MINUTE, NOON, openPostOffice } from './testing/post-office.ts';

/** What the vendor does with the next letter it is handed. */
type Luck =
  | 'takes_it'
  /** Takes it, and the answer is lost. */
  | 'takes_it_silently'
  | 'is_away'
  | 'wants_quiet'
  | 'breaks'
  /** Takes so long that the lease runs out meanwhile, and another worker comes by. */
  | 'dawdles';

interface Round {
  readonly luck: readonly Luck[];
  /** The statement at which the first worker dies, and whether it was still done; absent: it lives. */
  readonly death: { readonly at: number; readonly afterwards: boolean } | undefined;
  readonly together: boolean;
  readonly passes: number;
}

const luck = fc.constantFrom<Luck>(
  'takes_it',
  'takes_it_silently',
  'is_away',
  'wants_quiet',
  'breaks',
  'dawdles',
);
const round: fc.Arbitrary<Round> = fc.record({
  luck: fc.array(luck, { maxLength: 6 }),
  death: fc.option(fc.record({ at: fc.integer({ min: 1, max: 12 }), afterwards: fc.boolean() }), {
    nil: undefined,
  }),
  together: fc.boolean(),
  passes: fc.constantFrom(0, 1_000, MINUTE, LEASE_MILLIS, HOUR),
});
const lifetimes = fc.array(fc.option(fc.constantFrom(30 * MINUTE, 48 * HOUR), { nil: undefined }), {
  minLength: 1,
  maxLength: 6,
});

it('hands every letter over at least once, and a vendor that honours keys takes none twice', async () => {
  await fc.assert(
    fc.asyncProperty(lifetimes, fc.array(round, { maxLength: 8 }), async (letters, rounds) => {
      const office = await openPostOffice();
      for (const [number, lifetime] of letters.entries()) {
        const expiresAt = lifetime === undefined ? undefined : NOON + lifetime;
        await office.post(aLetter(`p${number}@example.com`), { id: `letter-${number}`, expiresAt });
      }
      for (const next of rounds) await play(office, next);

      // Afterwards everything works again, and whatever was claimed by the dead comes free.
      office.vendor.answer(() => ({ kind: 'sent' }));
      for (let hour = 0; hour < 3; hour++) {
        office.advance(HOUR);
        await createMail(office.parts)({ millisMax: MINUTE });
      }
      for (const [number, lifetime] of letters.entries()) {
        const row = await office.row(`letter-${number}`);
        const ends = lifetime === undefined ? ['sent'] : ['sent', 'expired'];
        expect(ends).toContain(row.state);
        expect(row).toMatchObject({ letter_sealed: null, lease_until: 0 });
        const reached = office.vendor.taken.get(row.id)?.to;
        expect(reached ?? row.state).toBe(reached === undefined ? 'expired' : `p${number}@example.com`);
      }
      const reached = office.vendor.reached();
      expect(new Set(reached).size).toBe(reached.length);
    }),
    { numRuns: 60 },
  );
}, 30_000);

type Office = Awaited<ReturnType<typeof openPostOffice>>;

async function play(office: Office, { luck: lucks, death, together, passes }: Round): Promise<void> {
  const drawn = [...lucks];
  const dying = mortal(office.database);
  dying.prepare(death);
  const first = createMail({ ...office.parts, database: dying.database });
  const second = createMail(office.parts);
  let isSecond = false;
  office.vendor.answer(async (mail, key): Promise<MailOutcome> => {
    const next = drawn.shift() ?? 'takes_it';
    if (next === 'breaks') throw new Error('broken');
    if (next === 'is_away') return { kind: 'retry', code: 'away' };
    if (next === 'wants_quiet') return { kind: 'retry', code: 'quiet', afterMillis: 9_000, pausesAll: true };
    if (next === 'takes_it_silently') {
      if (!office.vendor.taken.has(key)) office.vendor.taken.set(key, mail);
      return { kind: 'retry', code: 'unreachable' };
    }
    if (next === 'dawdles' && !isSecond) {
      isSecond = true;
      office.advance(LEASE_MILLIS);
      await second({ millisMax: MINUTE });
    }
    return { kind: 'sent' };
  });
  const ticks = [() => first({ millisMax: MINUTE }), () => second({ millisMax: MINUTE })];
  if (together) await Promise.allSettled(ticks.map((tick) => tick()));
  else await ticks[0]?.().catch(() => undefined);
  office.advance(passes);
}
