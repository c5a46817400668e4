import type { Context } from 'hono';
import type { Verdicted } from '../../consent/decide.ts';
import type { Decision } from '../../consent/decision.ts';
import { brandOf, brandScope, type Scope, topicOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { unseal } from '../../keys/seal.ts';
import { OPT_IN_DAYS } from '../../links/ages.ts';
import { receiptPath } from '../../links/receipt-path.ts';
import { type LinkClaims, signToken, TOPICS_MAX } from '../../links/token.ts';
import { mayMail } from '../choices-link.tsx';
import type { Visit } from '../visit.ts';
import { maskOf } from '../wording.ts';
import type { Changes, Left, Wish } from './changes.ts';
import { wordingOf } from './wording-shown.ts';

/** What became of a form. */
export interface Result {
  readonly mask: string;
  /** What was recorded, or stood already as it was asked for. */
  readonly done: readonly { readonly wish: Wish; readonly outcome: Verdicted }[];
  readonly left: readonly Left[];
  /** Waiting for a press in a mail; `mailed` is false where too many mails were asked for. */
  readonly confirming: readonly { readonly scopes: readonly Scope[]; readonly mailed: boolean }[];
  /** Where to see every system being told of the last stop. */
  readonly receiptPath: string | undefined;
}

interface Order {
  readonly visit: Visit;
  readonly claims: LinkClaims;
  readonly changes: Changes;
}

/** Records what a form asks for in one commit, and mails where an opt-in is to be confirmed first. */
export async function carryOut(heed: Heed, c: Context, order: Order): Promise<Result> {
  const { visit, claims, changes } = order;
  const toConfirm = changes.wishes.filter((wish) => wantsConfirming(visit, wish));
  const wishes = changes.wishes.filter((wish) => !toConfirm.includes(wish));
  const outcomes = await heed.append(wishes.map((wish) => decisionOf(order, wish, heed.now())));
  const done = wishes.flatMap((wish, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ wish, outcome }];
  });
  const last = done.findLast(({ wish }) => wish.kind === 'opt_out');
  return {
    mask: visit.reader.formats.name(maskOf(heed.keyring, claims)),
    done,
    left: changes.left,
    confirming: await askToConfirm(heed, c, { ...order, scopes: toConfirm.map(({ scope }) => scope) }),
    receiptPath: last && receiptPath(heed, { ...claims, scope: last.wish.scope }, last.outcome.seq),
  };
}

function wantsConfirming({ brands }: Visit, { kind, scope }: Wish): boolean {
  return kind === 'opt_in' && brands.find(({ id }) => id === brandOf(scope))?.profile.doubleOptIn === true;
}

function decisionOf({ visit, claims }: Order, wish: Wish, now: number): Decision {
  const common = {
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope: wish.scope,
    requestedAt: now,
    receivedAt: now,
    channel: 'page',
    evidence: {
      power: claims.power,
      page: 'preferences',
      campaign: claims.campaign ?? null,
      link_issued_at: claims.issuedAt * 1000,
      ...(wish.kind === 'opt_in' ? wordingOf(visit, wish.scope) : {}),
    },
  } as const;
  return wish.kind === 'pause' || wish.kind === 'resume'
    ? { ...common, kind: 'pause', until: wish.until }
    : { ...common, kind: wish.kind };
}

async function askToConfirm(
  heed: Heed,
  c: Context,
  { visit, claims, scopes }: Order & { scopes: readonly Scope[] },
): Promise<Result['confirming']> {
  const spelling = unseal(heed.keyring, claims.addressSealed, claims.recipientId);
  const brands = [...new Set(scopes.map(brandOf))];
  const asked: { scopes: Scope[]; mailed: boolean }[] = [];
  for (const brandId of brands) {
    const own = scopes.filter((scope) => brandOf(scope) === brandId).slice(0, TOPICS_MAX);
    const mailed = spelling !== undefined && (await mayMail(heed, c, claims));
    if (mailed) await mailConfirmation(heed, { visit, claims, brandId, own, to: spelling });
    asked.push({ scopes: own, mailed });
  }
  return asked;
}

async function mailConfirmation(
  heed: Heed,
  { visit, claims, brandId, own, to }: Omit<Order, 'changes'> & { brandId: string; own: Scope[]; to: string },
): Promise<void> {
  const expiresAt = visit.now + OPT_IN_DAYS * 86_400_000;
  const token = signToken(heed.keyring, {
    power: 'optin',
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope: brandScope(brandId),
    issuedAt: Math.floor(visit.now / 1000),
    expiresAt: Math.floor(expiresAt / 1000),
    topics: own,
  });
  const topics = visit.brands.find(({ id }) => id === brandId)?.topics;
  await heed.enqueue(
    {
      kind: 'opt_in_confirmation',
      to,
      language: visit.reader.language,
      brandId,
      url: `${heed.baseUrl}/c/${token}`,
      topics: own.map((scope) => topics?.get(topicOf(scope) ?? '')?.name ?? scope),
      days: OPT_IN_DAYS,
    },
    { expiresAt },
  );
}
