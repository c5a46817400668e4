import type { FC } from 'hono/jsx';
import type { WindowLatency } from '../propagation/window-latency.ts';
import { copy } from './copy.ts';
import { humanCount, humanDuration, humanShare } from './format.ts';
import { type SenderView, WINDOW_LABELS } from './sender-view.ts';

type Windows = SenderView['windows'];

type Cell = (window: WindowLatency) => string | undefined;

const ROWS: readonly (readonly [label: string, cell: Cell])[] = [
  [copy.table.count, ({ count }) => humanCount(count)],
  [copy.table.p50, ({ p50 }) => duration(p50)],
  [copy.table.p95, ({ p95 }) => duration(p95)],
  [copy.table.p99, ({ p99 }) => duration(p99)],
  [copy.table.max, ({ max }) => duration(max)],
  [copy.table.share, ({ count, shareMax }) => (count === 0 ? undefined : humanShare(shareMax))],
];

/** How long acknowledged opt-outs took, over three windows: narrow enough to be read whole on a telephone. */
export const WindowTable: FC<{ windows: Windows }> = ({ windows }) => {
  if (windows['30d'].count === 0) return <p class="quiet">{copy.table.empty}</p>;
  return (
    <table>
      <caption>{copy.table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{copy.table.over}</th>
          {WINDOW_LABELS.map(([, label]) => (
            <th scope="col" class="number">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([label, cell]) => (
          <tr>
            <th scope="row">{label}</th>
            {WINDOW_LABELS.map(([name]) => (
              <td class="number">{cell(windows[name]) ?? <span class="quiet">{copy.table.none}</span>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

function duration(millis: number | undefined): string | undefined {
  return millis === undefined ? undefined : humanDuration(millis);
}
