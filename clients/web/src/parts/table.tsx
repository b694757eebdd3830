// A table of rows with columns that the page chooses: headings that order where the server can, a row that leads to
// its own page or opens below itself, and readable cards where there is no room. It knows nothing of what it shows.
import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './table.css';

export interface Column<T> {
  key: string;
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Numbers stand at the right, under each other. */
  numeric?: boolean;
  /** What the column is speaks for itself: its heading is there for screen readers only. */
  headHidden?: boolean;
  /** Long text that wants room. */
  wide?: boolean;
  /** The heading is a button that orders by this column; `now` says how it is ordered by it, if it is. */
  order?: { now?: 'ascending' | 'descending'; choose: () => void };
}

interface TableProps<T> {
  /** Says what the table is of; shown only when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  /** The first column names the row. */
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** Where the row leads: its first cell is the link, and the whole row may be pressed. */
  href?: (row: T) => string;
  /** Opened below the row of that key, over the whole width. */
  opened?: { key: string; content: ComponentChildren };
  /** Rows that no longer count. */
  faded?: (row: T) => boolean;
}

function Heading<T>({ column }: { column: Column<T> }) {
  const { order } = column;
  const sign = order?.now === 'ascending' ? '↑' : order?.now === 'descending' ? '↓' : '↕';
  return (
    <th role="columnheader" scope="col" class={column.numeric ? 'table__number' : undefined} aria-sort={order?.now}>
      {order ? (
        <button class="table__order" type="button" onClick={order.choose}>
          {column.head}
          <span class="table__sign" aria-hidden="true">
            {sign}
          </span>
        </button>
      ) : (
        <span class={column.headHidden ? 'visually-hidden' : undefined}>{column.head}</span>
      )}
    </th>
  );
}

function Row<T>({ row, columns, href, faded, isOpen }: { row: T; columns: Column<T>[]; href?: string; faded: boolean; isOpen: boolean }) {
  const look = ['table__row', href && 'table__row--link', faded && 'table__row--faded', isOpen && 'table__row--open'].filter(Boolean).join(' ');
  return (
    <tr role="row" class={look}>
      {columns.map((column, at) =>
        at === 0 ? (
          <th key={column.key} role="rowheader" scope="row" class={column.wide ? 'table__wide' : undefined}>
            {href ? (
              <a class="table__link" href={href}>
                {column.cell(row)}
              </a>
            ) : (
              column.cell(row)
            )}
          </th>
        ) : (
          <td key={column.key} role="cell" class={column.numeric ? 'table__number' : column.wide ? 'table__wide' : undefined}>
            {!column.headHidden && <span class="table__label">{column.head}</span>}
            <span class="table__value">{column.cell(row)}</span>
          </td>
        ),
      )}
    </tr>
  );
}

// A table wider than its room can be reached and moved by keyboard.
function useOverflow() {
  const room = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const look = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return { room, overflows };
}

export function Table<T>({ caption, captionShown, columns, rows, keyOf, href, opened, faded }: TableProps<T>) {
  const { room, overflows } = useOverflow();
  return (
    <div class="table" ref={room} {...(overflows ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}>
      <table role="table">
        <caption class={captionShown ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Heading key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const key = keyOf(row);
            const isOpen = opened?.key === key;
            return (
              <Fragment key={key}>
                <Row row={row} columns={columns} href={href?.(row)} faded={faded?.(row) ?? false} isOpen={isOpen} />
                {isOpen && (
                  <tr role="row" class="table__opened">
                    <td role="cell" colSpan={columns.length}>
                      {opened.content}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
