import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Ladder } from '../deadline/ladder.ts';
import { TARGET_HOURS } from '../deadline/policy.ts';
import type { PastReplay } from '../propagation/sender-history.ts';
import { guaranteeCopy } from './copy-guarantee.ts';
import { briefInstant, humanCount, humanDuration, humanInstant } from './format.ts';
import type { SenderPageView } from './sender-page-view.ts';
import { Fact } from './sender-section.tsx';

const words = guaranteeCopy.sender;

interface PartProps {
  readonly page: SenderPageView;
}

const Part: FC<PropsWithChildren<{ id: string; title: string; empty?: string | undefined }>> = (props) => (
  <section aria-labelledby={props.id}>
    <h2 id={props.id}>{props.title}</h2>
    {props.empty === undefined ? props.children : <p class="quiet">{props.empty}</p>}
  </section>
);

const At: FC<{ at: number; zone: string; brief?: boolean }> = ({ at, zone, brief }) => (
  <time datetime={new Date(at).toISOString()}>
    {brief === true ? briefInstant(at, zone) : humanInstant(at, zone)}
  </time>
);

/** What waits, brand by brand, with the instants of its clocks. */
export const Waits: FC<PartProps> = ({ page: { waiting, view, zone, nextAttemptAt, at } }) => (
  <Part id="waits" title={words.clocks} empty={waiting.length === 0 ? words.clocksNone : undefined}>
    {waiting.map(({ brand, waiting: count, requestedAt, dueAt }) => (
      <>
        <h3>{brand === '*' ? words.everyBrand : (view.brandNames.get(brand) ?? brand)}</h3>
        <dl class="facts">
          <Fact term={words.count}>{humanCount(count)}</Fact>
          <Fact term={words.asked}>
            <At at={requestedAt} zone={zone} />
          </Fact>
          <Fact term={words.target}>
            <At at={requestedAt + TARGET_HOURS * 3_600_000} zone={zone} />
          </Fact>
          <Fact term={words.due}>
            <At at={dueAt} zone={zone} />
          </Fact>
        </dl>
      </>
    ))}
    <p class="quiet">
      {words.asSeen} {nextAttemptAt === null ? null : `${words.nextTry} ${nextTryWords(nextAttemptAt, at)}.`}
    </p>
  </Part>
);

/** Whom the sender refused: why and how many, and those who are tried next. No address stands here. */
export const Parked: FC<PartProps> = ({ page: { parkedGroups, parkedNext, at } }) => (
  <Part id="parked" title={words.parked} empty={parkedGroups.length === 0 ? words.parkedNone : undefined}>
    <p class="quiet">{words.parkedNote}</p>
    {/* Lists and no tables: codes are long, and telephones narrow. */}
    <ul>
      {parkedGroups.map(({ code, count, nextAttemptAt }) => (
        <li>
          {words.people(count)}: <code>{code}</code>, {words.nextTry.toLowerCase()}{' '}
          {nextTryWords(nextAttemptAt, at)}
        </li>
      ))}
    </ul>
    <h3>{words.those(parkedNext.length)}</h3>
    <ul>
      {parkedNext.map(({ recipientId, code, nextAttemptAt }) => (
        <li>
          <code>{recipientId}</code>, <code>{code}</code>, {nextTryWords(nextAttemptAt, at)}
        </li>
      ))}
    </ul>
  </Part>
);

/** What is carried to the sender beside its cursor, and how far that is. */
export const Replays: FC<PartProps> = ({ page: { replays, view, zone } }) => (
  <Part id="replays" title={words.replays} empty={replays.length === 0 ? words.replaysNone : undefined}>
    <dl>
      {replays.map((replay) => (
        <>
          <dt>
            {replayWords(replay)}
            {replay.brand === '*' ? null : `, ${view.brandNames.get(replay.brand) ?? replay.brand}`}
          </dt>
          <dd>
            <At at={replay.created_at} zone={zone} brief />,{' '}
            {replay.finished_at === null ? words.percent(doneShare(replay)) : words.finished}
          </dd>
        </>
      ))}
    </dl>
  </Part>
);

/** The last tries to carry the sender forward. */
export const Deliveries: FC<PartProps> = ({ page: { deliveries, zone } }) => (
  <Part
    id="deliveries"
    title={words.deliveries}
    empty={deliveries.length === 0 ? words.deliveriesNone : undefined}
  >
    <ul>
      {deliveries.map(({ settled_at, items, code }) => (
        <li>
          <At at={settled_at} zone={zone} brief />: {words.people(items)}, <code>{code}</code>
        </li>
      ))}
    </ul>
  </Part>
);

/** What named persons answered for, in their own words. */
export const Attestations: FC<PartProps> = ({ page: { attestations, zone } }) => (
  <Part
    id="attestations"
    title={words.attestations}
    empty={attestations.length === 0 ? words.attestationsNone : undefined}
  >
    <dl>
      {attestations.map(({ kind, name, reason, throughSeq, at }) => (
        <>
          <dt>
            {words.attested[kind]}, {words.through(throughSeq)}
          </dt>
          <dd>
            {reason}
            <span class="quiet">
              {name}, <At at={at} zone={zone} brief />
            </span>
          </dd>
        </>
      ))}
    </dl>
  </Part>
);

/** When trouble at this sender is told of, and when it is held: one ladder where its brands agree. */
export const Ladders: FC<PartProps> = ({ page: { ladders, view } }) => {
  const different = new Set(ladders.map(([, ladder]) => JSON.stringify(ladder))).size > 1;
  const shown = different ? ladders : ladders.slice(0, 1);
  return (
    <Part id="ladder" title={words.ladder}>
      {shown.map(([brand, ladder]) => (
        <>
          {different ? <h3>{words.ladderFor(view.brandNames.get(brand) ?? brand)}</h3> : null}
          <ul>
            {stepWords(ladder).map((step) => (
              <li>{step}</li>
            ))}
          </ul>
        </>
      ))}
    </Part>
  );
};

function stepWords(ladder: Ladder): string[] {
  const minutes = (count: number) => humanDuration(count * 60_000);
  return [
    words.late(minutes(ladder.late_after_minutes)),
    words.atRisk(minutes(ladder.at_risk_after_minutes)),
    words.missed(minutes(ladder.target_missed_after_minutes)),
    words.critical(ladder.critical_business_days_left),
    words.held(ladder.held_business_days_left),
  ];
}

function nextTryWords(nextAt: number, at: number): string {
  return nextAt <= at ? words.now : words.inDuration(humanDuration(nextAt - at));
}

/** What kind of replay it is; one of a later version by its own name. */
function replayWords({ kind }: PastReplay): string {
  return new Map<string, string>(Object.entries(words.replayKinds)).get(kind) ?? kind;
}

/** How much of a replay is done, in whole percent: 100 only when all of it is. */
function doneShare({ from_seq, to_seq, cursor_seq }: PastReplay): number {
  const whole = to_seq - from_seq;
  return whole <= 0 ? 0 : Math.floor((Math.max(0, cursor_seq - from_seq) / whole) * 100);
}
