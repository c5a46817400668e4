/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { directionOf } from '../src/words/language.ts';
import type { MailFrame } from './mail-props.ts';
import { theme } from './theme.ts';

/** A row of a table: what it is about, then its values. */
export interface Row {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Data, for eyes and for screen readers: every value belongs to a row header and, where there are `columns`, to a column
 * header. The plain-text part tells each row as lines.
 */
export function DataTable(props: {
  readonly frame: MailFrame;
  readonly caption?: string;
  /** The first heads the names of the rows. */
  readonly columns?: readonly string[];
  readonly rows: readonly Row[];
}) {
  const { frame, caption, columns, rows } = props;
  const sides = directionOf(frame.language) === 'rtl' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  const value = columns ? { ...theme.cell, ...sides.number } : { ...theme.cell, ...sides.told };
  return (
    <table className={columns ? 'ink data' : 'ink'} style={theme.table} data-rows="true">
      {caption === undefined ? null : (
        <caption className="quiet" style={{ ...theme.caption, ...sides.name }}>
          {caption}
        </caption>
      )}
      {columns === undefined ? null : <ColumnHeaders columns={columns} sides={sides} />}
      <tbody>
        {rows.map(({ name, values }, row) => (
          <tr key={row}>
            <th
              scope="row"
              className="ink line name"
              style={{ ...theme.cell, ...sides.name, ...theme.rowHeader, ...(columns ? {} : theme.label) }}
            >
              {name}
            </th>
            {values.map((text, index) => (
              <td key={index} className={columns ? 'ink line number value' : 'ink line'} style={value}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ColumnHeaders({ columns, sides }: { readonly columns: readonly string[]; readonly sides: Sides }) {
  return (
    <thead>
      <tr>
        {columns.map((column, index) => (
          <th
            key={index}
            scope="col"
            className={index === 0 ? 'ink line' : 'ink line number'}
            style={{ ...theme.cell, ...(index === 0 ? sides.name : sides.number), ...theme.columnHeader }}
          >
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}

// Outlook knows no logical sides, so each direction has its own. Numbers stand at the end, what is told at the start.
const LEFT_TO_RIGHT = {
  name: { textAlign: 'left' },
  number: { textAlign: 'right', paddingLeft: '12px' },
  told: { textAlign: 'left', paddingLeft: '12px' },
} as const;
const RIGHT_TO_LEFT = {
  name: { textAlign: 'right' },
  number: { textAlign: 'left', paddingRight: '12px' },
  told: { textAlign: 'right', paddingRight: '12px' },
} as const;
type Sides = typeof LEFT_TO_RIGHT | typeof RIGHT_TO_LEFT;
