import type { Context } from 'hono';
import type { FC } from 'hono/jsx';
import type { Decision } from '../../consent/decision.ts';
import { brandOf, type Scope } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import type { OptInClaims } from '../../links/token.ts';
import { ButtonForm } from '../../web/form-kit.tsx';
import { renderPage } from '../../web/render-page.ts';
import { Page } from '../frame.tsx';
import { wordingOf } from '../preferences/wording-shown.ts';
import { brandName, type Visit, visitOf } from '../visit.ts';
import { maskOf, scopeInWords } from '../wording.ts';

/** Asks once more before anything is sent. Opening the page is no yes: scanners open it. */
export async function showOptIn(heed: Heed, c: Context, claims: OptInClaims): Promise<Response> {
  const { visit, mask } = await lookAt(heed, c, claims);
  const { confirmOptIn } = visit.reader.words;
  const title = confirmOptIn.title(brandName(visit));
  return renderPage(
    c,
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      <p class="lead">{confirmOptIn.lead(mask, listOf(visit, claims.topics))}</p>
      <ButtonForm press="confirm" label={confirmOptIn.button} />
      <p class="quiet">{confirmOptIn.note}</p>
    </Page>,
  );
}

/**
 * Records the opt-in as of the moment it was asked for: whatever the person said between asking and confirming is the
 * later word, and stands.
 */
export async function confirmOptIn(heed: Heed, c: Context, claims: OptInClaims): Promise<Response> {
  const { visit, mask } = await lookAt(heed, c, claims);
  const outcomes = await heed.append(claims.topics.map((scope) => optInOf(visit, claims, scope)));
  const started = claims.topics.filter((_, index) => outcomes[index]?.kind !== 'stale');
  return renderPage(c, <ConfirmedPage visit={visit} mask={mask} started={started} />);
}

function optInOf(visit: Visit, claims: OptInClaims, scope: Scope): Decision {
  const askedAt = claims.issuedAt * 1000;
  return {
    kind: 'opt_in',
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope,
    requestedAt: Math.min(askedAt, visit.now),
    receivedAt: visit.now,
    channel: 'page',
    evidence: {
      power: claims.power,
      page: 'confirm',
      asked_at: askedAt,
      ...wordingOf(visit, scope),
    },
  };
}

const ConfirmedPage: FC<{ visit: Visit; mask: string; started: readonly Scope[] }> = ({
  visit,
  mask,
  started,
}) => {
  const words = visit.reader.words.confirmOptIn;
  const title = started.length === 0 ? words.staleTitle : words.doneTitle;
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      <p class="lead">{started.length === 0 ? words.stale : words.done(listOf(visit, started), mask)}</p>
      <p>{words.stop}</p>
    </Page>
  );
};

async function lookAt(heed: Heed, c: Context, claims: OptInClaims): Promise<{ visit: Visit; mask: string }> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  return { visit, mask: visit.reader.formats.name(maskOf(heed.keyring, claims)) };
}

function listOf(visit: Visit, scopes: readonly Scope[]): string {
  return visit.reader.formats.list(scopes.map((scope) => scopeInWords(visit, scope)));
}
