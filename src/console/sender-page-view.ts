import { sharedZone } from '../brands/deadline-zone.ts';
import type { Ladder } from '../deadline/ladder.ts';
import { ladderInForce } from '../deadline/ladder-in-force.ts';
import type { Heed } from '../heed.ts';
import { overviewOf } from '../propagation/overview.ts';
import {
  type BrandWaiting,
  lastDeliveries,
  lastReplays,
  type ParkedGroup,
  type ParkedRecipient,
  type PastDelivery,
  type PastReplay,
  parkedByCode,
  parkedRecipients,
  waitingByBrand,
} from '../propagation/sender-history.ts';
import { type Attestation, attestationsOf } from '../senders/attestation.ts';
import type { Sender } from '../senders/sender.ts';
import { type SenderView, viewSenders } from './sender-view.ts';

const DELIVERIES_SHOWN = 10;
const RECIPIENTS_SHOWN = 20;
const REPLAYS_SHOWN = 10;
const ATTESTATIONS_SHOWN = 20;

/** Everything the page of one sender shows, at one instant. */
export interface SenderPageView {
  /** Epoch ms. */
  readonly at: number;
  readonly zone: string;
  readonly sender: Sender;
  readonly view: SenderView;
  /** Epoch ms; null where the last delivery went well. */
  readonly nextAttemptAt: number | null;
  readonly waiting: readonly BrandWaiting[];
  /** What counts for each of its brands, by the brand's id. */
  readonly ladders: readonly (readonly [brand: string, ladder: Ladder])[];
  readonly deliveries: readonly PastDelivery[];
  readonly parkedGroups: readonly ParkedGroup[];
  readonly parkedNext: readonly ParkedRecipient[];
  readonly replays: readonly PastReplay[];
  readonly attestations: readonly Attestation[];
}

/** Reads what there is to say of a sender; undefined where there is none with this id. */
export async function readSenderPage(heed: Heed, id: string): Promise<SenderPageView | undefined> {
  const { database } = heed;
  const sender = (await heed.senders.read()).find((one) => one.id === id);
  if (sender === undefined) return undefined;
  const at = heed.now();
  const brands = await heed.directory.read();
  const overviews = await overviewOf(database, [sender], at);
  const [view] = viewSenders({ overviews, brands, now: at });
  if (view === undefined) return undefined;
  return {
    at,
    zone: sharedZone(brands),
    sender,
    view,
    nextAttemptAt: overviews[0]?.nextAttemptAt ?? null,
    waiting: await waitingByBrand(database, id),
    ladders: sender.brands.map((brand) => [
      brand,
      ladderInForce(brands.get(brand)?.ladder ?? null, sender.ladder),
    ]),
    deliveries: await lastDeliveries(database, id, DELIVERIES_SHOWN),
    parkedGroups: await parkedByCode(database, id),
    parkedNext: await parkedRecipients(database, id, RECIPIENTS_SHOWN),
    replays: await lastReplays(database, id, REPLAYS_SHOWN),
    attestations: await attestationsOf(database, id, ATTESTATIONS_SHOWN),
  };
}
