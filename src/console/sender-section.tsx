import type { FC } from 'hono/jsx';
import { copy } from './copy.ts';
import { humanCount, humanDuration, humanShare, lastDayBefore } from './format.ts';
import { listsPath } from './hand-list-page.tsx';
import type { SenderView, Waiting } from './sender-view.ts';
import { WindowTable } from './window-table.tsx';

/** One sender: its state in words, what it has not acknowledged, and how long the rest took. */
export const SenderSection: FC<{ sender: SenderView }> = ({ sender }) => (
  <section aria-labelledby={`sender-${sender.id}`}>
    <h2 id={`sender-${sender.id}`}>{sender.name}</h2>
    <State sender={sender} />
    {sender.byHand ? (
      <p>
        <a href={listsPath(sender.id)}>{copy.sender.lists}</a>
      </p>
    ) : null}
    <Facts sender={sender} />
    {sender.untold ? null : <WindowTable windows={sender.windows} />}
  </section>
);

const State: FC<{ sender: SenderView }> = ({ sender }) => {
  const { lag, parked, failing, waiting } = sender;
  const onTheWay = Math.max(0, lag - parked);
  return (
    <p class="state">
      {waiting?.urgency === 'late' ? <strong class="late">{copy.latency.late} </strong> : null}
      {waiting?.urgency === 'past_target' ? <strong class="late">{copy.sender.pastTarget} </strong> : null}
      {waiting?.urgency === 'backfill' ? `${copy.sender.backfill} ` : null}
      {sender.untold ? copy.sender.untold : null}
      {!sender.untold && lag === 0 ? copy.sender.caughtUp : null}
      {onTheWay > 0 ? `${onTheWayWords(sender, onTheWay)} ` : null}
      {parked > 0 ? `${copy.sender.parked(parked)} ` : null}
      {failing === undefined ? null : (
        <>
          {copy.sender.tryingAgain} <code>{failing.code}</code>, {nextTryWords(failing.nextTryMillis)}
        </>
      )}
    </p>
  );
};

const Facts: FC<{ sender: SenderView }> = ({ sender: { lag, parked, waiting } }) => (
  <dl class="facts">
    <Fact term={copy.facts.lag}>{copy.facts.entries(lag)}</Fact>
    <Fact term={copy.facts.parked}>{parked === 0 ? copy.facts.none : humanCount(parked)}</Fact>
    {waiting === undefined ? null : (
      <>
        <Fact term={copy.facts.waited}>{humanDuration(waiting.waitedMillis)}</Fact>
        <Deadline waiting={waiting} />
        {waiting.urgency === 'backfill' ? null : (
          <Fact term={copy.facts.used}>{humanShare(waiting.share)}</Fact>
        )}
      </>
    )}
  </dl>
);

const Deadline: FC<{ waiting: Waiting }> = ({ waiting: { dueAt, zone, urgency } }) => {
  const day = lastDayBefore(dueAt, zone);
  return (
    <Fact term={dueTerm(urgency)}>
      <time datetime={day.iso}>{day.long}</time> <span class="quiet">{zone}</span>
    </Fact>
  );
};

const Fact: FC<{ term: string; children?: unknown }> = ({ term, children }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

function dueTerm(urgency: Waiting['urgency']): string {
  switch (urgency) {
    case 'late':
      return copy.facts.wasDue;
    case 'backfill':
      return copy.facts.dueBefore;
    case 'past_target':
    case 'in_time':
      return copy.facts.due;
  }
}

function onTheWayWords({ fetches, byHand }: SenderView, count: number): string {
  if (byHand) return copy.sender.toCarry(count);
  return fetches ? copy.sender.toFetch(count) : copy.sender.onTheWay(count);
}

function nextTryWords(millis: number | undefined): string {
  return millis === undefined ? copy.sender.tryingNow : copy.sender.nextTry(humanDuration(millis));
}
