import type { FC } from 'hono/jsx';
import type { BrandDirectory } from '../brands/directory.ts';
import type { ReasonCount } from '../consent/reason.ts';
import { copy } from './copy.ts';
import { humanCount } from './format.ts';

export interface ReasonSectionProps {
  readonly brands: BrandDirectory;
  readonly reasons: readonly ReasonCount[];
}

/** Why people stopped, a table for each brand that was given a reason; nothing at all where none was. */
export const ReasonSection: FC<ReasonSectionProps> = ({ brands, reasons }) => {
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">{copy.reasons.title}</h2>
      <p class="quiet">{copy.reasons.note}</p>
      {[...Map.groupBy(reasons, ({ brand }) => brand)].map(([brand, own]) => (
        <ReasonTable name={brands.get(brand)?.name ?? brand} reasons={own} />
      ))}
    </section>
  );
};

const ReasonTable: FC<{ name: string; reasons: readonly ReasonCount[] }> = ({ name, reasons }) => (
  <table>
    <caption>{name}</caption>
    <thead>
      <tr>
        <th scope="col">{copy.reasons.reason}</th>
        <th scope="col" class="number">
          {copy.reasons.count}
        </th>
      </tr>
    </thead>
    <tbody>
      {reasons
        .toSorted((one, other) => other.count - one.count)
        .map(({ reason, count }) => (
          <tr>
            <th scope="row">{copy.reasons.names[reason]}</th>
            <td class="number">{humanCount(count)}</td>
          </tr>
        ))}
    </tbody>
  </table>
);
