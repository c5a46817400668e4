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
  const { caption, columns, rows } = props;
  const { start, end } = sides(props.frame);
  const style = (column: number) => ({ ...theme.cell, ...(column === 0 ? start : end) });
  return (
    <table className="ink" style={theme.table} data-rows="true">
      {caption === undefined ? null : (
        <caption className="quiet" style={{ ...theme.caption, ...start }}>
          {caption}
        </caption>
      )}
      {columns === undefined ? null : (
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" className="ink line" style={style(index)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map(({ name, values }, row) => (
          <tr key={row}>
            <th scope="row" className="ink line" style={{ ...style(0), fontWeight: '400' }}>
              {name}
            </th>
            {values.map((value, index) => (
              <td key={index} className="ink line" style={style(index + 1)}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// Outlook knows no logical sides: what starts a line is told by its direction.
function sides(frame: MailFrame) {
  return directionOf(frame.language) === 'rtl'
    ? ({
        start: { textAlign: 'right', padding: '8px 0' },
        end: { textAlign: 'left', padding: '8px 10px 8px 0' },
      } as const)
    : ({ start: { textAlign: 'left', padding: '8px 0' }, end: { textAlign: 'right' } } as const);
}
