import type { FC } from 'hono/jsx';
import type { LetterPage, ListedLetter } from '../mail/read-outbox.ts';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { humanDuration, humanInstant } from './format.ts';
import { SignOut } from './sign-out.tsx';

export interface OutboxPageProps {
  /** Epoch ms: the instant the page is true of. */
  readonly at: number;
  readonly zone: string;
  readonly page: LetterPage;
  /** False where this is a later page: then there is a way back to the newest. */
  readonly isFirst: boolean;
  /** True where mails have no way to leave. */
  readonly captures: boolean;
}

/** Heed's own mails: whether they left, and why not. An address is shown whole only of mails that are kept here. */
export const OutboxPage: FC<OutboxPageProps> = ({ at, zone, page, isFirst, captures }) => (
  <Layout title={`${copy.outbox.title} – ${copy.speaker}`} speaker={copy.speaker} wide aside={<SignOut />}>
    <h1>{copy.outbox.title}</h1>
    <p class="lead">{copy.outbox.lead}</p>
    {captures ? <p>{copy.outbox.captured}</p> : null}
    {page.letters.length === 0 ? <p>{copy.outbox.empty}</p> : <Letters at={at} zone={zone} page={page} />}
    <p>
      {isFirst ? null : <a href="/console/outbox">{copy.outbox.newest}</a>}{' '}
      {page.next === null ? null : (
        <a href={`/console/outbox?after=${encodeURIComponent(page.next)}`}>{copy.outbox.older}</a>
      )}
    </p>
    <p class="quiet">
      {copy.outbox.kept} <a href="/console">{copy.back}</a>
    </p>
  </Layout>
);

// A list and no table: addresses and codes are long, and telephones narrow.
const Letters: FC<Pick<OutboxPageProps, 'at' | 'zone' | 'page'>> = ({ at, zone, page }) => (
  <dl>
    {page.letters.map((letter) => (
      <>
        <dt>
          {letter.state === 'captured' ? (
            <a href={mailPath(letter.id)}>{kindWords(letter.kind)}</a>
          ) : (
            kindWords(letter.kind)
          )}
        </dt>
        <dd>
          {letter.to ?? copy.outbox.gone}
          <br />
          <time datetime={new Date(letter.createdAt).toISOString()}>
            {humanInstant(letter.createdAt, zone)}
          </time>
          <br />
          {[copy.outbox.states[letter.state], ...triesWords(letter, at)].join(', ')}{' '}
          {letter.code === null ? null : <code>{letter.code}</code>}
        </dd>
      </>
    ))}
  </dl>
);

function triesWords({ attempt, nextAttemptAt }: ListedLetter, at: number): string[] {
  const next = nextAttemptAt !== null && nextAttemptAt > at ? [humanDuration(nextAttemptAt - at)] : [];
  return [...(attempt > 1 ? [copy.outbox.tries(attempt)] : []), ...next.map(copy.outbox.nextTry)];
}

/** Where a captured mail is read. */
export function mailPath(id: string): string {
  return `/console/outbox/${encodeURIComponent(id)}`;
}

/** What a kind of letter is called; a kind of a later version by its own name. */
function kindWords(kind: string): string {
  return new Map<string, string>(Object.entries(copy.outbox.kinds)).get(kind) ?? kind;
}
