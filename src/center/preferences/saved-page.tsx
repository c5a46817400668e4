import type { FC } from 'hono/jsx';
import { brandOf, type Scope } from '../../consent/scope.ts';
import { Page } from '../frame.tsx';
import { lastDayOf } from '../unsubscribe/done.ts';
import type { Visit } from '../visit.ts';
import { scopeInWords } from '../wording.ts';
import type { Result } from './carry-out.ts';

export interface SavedProps extends Result {
  readonly visit: Visit;
  /** The page with the choices. */
  readonly path: string;
}

/** Says exactly what has changed, what has not and why, and by when. */
export const SavedPage: FC<SavedProps> = (props) => {
  const { visit, path } = props;
  const { saved, done, undone } = visit.reader.words;
  const lines = [...doneLines(props), ...confirmLines(props), ...leftLines(props)];
  const title = titleOf(props, lines);
  const lastDay = lastDayOf(visit, firstDue(props));
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      {lines.length === 0 ? (
        <p class="lead">{saved.nothingLead}</p>
      ) : (
        <>
          {hasChanged(props) ? <h2>{saved.changed}</h2> : null}
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      )}
      {lastDay === undefined ? null : <p>{done.by(lastDay)}</p>}
      {props.receiptPath === undefined ? null : (
        <p>
          <a href={props.receiptPath}>{done.receipt}</a>
        </p>
      )}
      <p>
        <a href={path}>{saved.back}</a>
      </p>
      <p class="quiet">{undone.again}</p>
    </Page>
  );
};

function titleOf(result: SavedProps, lines: readonly string[]): string {
  const { saved, confirmOptIn } = result.visit.reader.words;
  if (lines.length === 0) return saved.nothing;
  return hasChanged(result) ? saved.title : confirmOptIn.staleTitle;
}

/** True where something was done, or is on its way by mail; what was left as it is has its line all the same. */
function hasChanged({ done, confirming }: Result): boolean {
  return done.some(({ outcome }) => outcome.kind !== 'stale') || confirming.some(({ mailed }) => mailed);
}

/** The earliest deadline among the stops. */
function firstDue({ done }: Result): number | null {
  const due = done.flatMap(({ wish, outcome }) =>
    wish.kind === 'opt_out' && outcome.kind !== 'stale' && outcome.dueAt !== null ? [outcome.dueAt] : [],
  );
  return due.length === 0 ? null : Math.min(...due);
}

function doneLines({ visit, done }: SavedProps): string[] {
  const { saved } = visit.reader.words;
  return done.map(({ wish, outcome }) => {
    const what = scopeInWords(visit, wish.scope);
    if (outcome.kind === 'stale') return saved.kept(what);
    switch (wish.kind) {
      case 'opt_out':
        return saved.stopped(what);
      case 'opt_in':
        return saved.started(what);
      case 'pause':
        return saved.paused(brandIn(visit, wish.scope), dateIn(visit, wish));
      case 'resume':
        return saved.resumed(brandIn(visit, wish.scope));
    }
  });
}

function confirmLines({ visit, confirming, mask }: SavedProps): string[] {
  const { saved } = visit.reader.words;
  return confirming.map(({ scopes, mailed }) =>
    mailed ? saved.confirm(listOf(visit, scopes), mask) : saved.tooOften(listOf(visit, scopes)),
  );
}

function leftLines({ visit, left }: SavedProps): string[] {
  const { saved } = visit.reader.words;
  const lines = left
    .filter(({ kind }) => kind !== 'old')
    .map(({ kind, scope }) => {
      const what = scopeInWords(visit, scope);
      return kind === 'kept' ? saved.kept(what) : saved.gone(what);
    });
  const old = left.filter(({ kind }) => kind === 'old').map(({ scope }) => scope);
  return old.length === 0 ? lines : [...lines, saved.old(listOf(visit, old))];
}

function listOf(visit: Visit, scopes: readonly Scope[]): string {
  return visit.reader.formats.list(scopes.map((scope) => scopeInWords(visit, scope)));
}

function brandIn({ reader, brands }: Visit, scope: Scope): string {
  const id = brandOf(scope);
  return reader.formats.name(brands.find((brand) => brand.id === id)?.name ?? id);
}

function dateIn({ reader, brands }: Visit, { scope, until }: { scope: Scope; until: number }): string {
  const zone = brands.find(({ id }) => id === brandOf(scope))?.policy.zone ?? 'UTC';
  return reader.formats.date(until, zone);
}
