// A list of the administration: what there is, what is opened in place, and a form for what is added. After saving
// it says what was saved and gives the focus back to where one came from.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { Table, type Column } from '../../parts/table';
import { adding, type AdminAddress } from './address';
import { adminWords } from './words';

/** How a form ends: without a change, or with a sentence about what was saved. */
export type Close = (told?: string) => void;

interface KeepingProps<T extends { id: string; name: string }> {
  address: AdminAddress;
  caption: string;
  intro: string;
  /** Absent when the reader may not add. */
  addLabel?: string;
  rows: T[];
  columns: Column<T>[];
  mayEdit: (row: T) => boolean;
  faded?: (row: T) => boolean;
  form: (row: T | undefined, close: Close) => ComponentChildren;
  emptyTitle: string;
  emptyWhat: string;
  /** Fields that choose which rows are shown. */
  filters?: ComponentChildren;
}

function changeId(id: string): string {
  return `wijzig-${id}`;
}

export function Keeping<T extends { id: string; name: string }>(props: KeepingProps<T>) {
  const { address, rows, columns, mayEdit } = props;
  const w = adminWords();
  const [told, setTold] = useState('');
  const cameFrom = useRef('');
  useEffect(() => {
    if (address.open) {
      cameFrom.current = address.open;
      setTold('');
    } else if (cameFrom.current) {
      const from = document.getElementById(changeId(cameFrom.current)) ?? document.getElementById(changeId(adding));
      from?.focus();
      cameFrom.current = '';
    }
  }, [address.open]);
  const close: Close = (sentence) => {
    address.go({ open: '' });
    if (sentence) setTold(sentence);
  };
  const change: Column<T> = {
    key: 'change',
    head: w.change,
    headHidden: true,
    cell: (row) =>
      mayEdit(row) ? (
        <a id={changeId(row.id)} href={address.with({ open: row.id === address.open ? '' : row.id })} aria-expanded={row.id === address.open}>
          {row.id === address.open ? w.close : w.change}
          <span class="visually-hidden"> {row.name}</span>
        </a>
      ) : (
        ''
      ),
  };
  const editable = rows.some(mayEdit);
  const opened = rows.find((row) => row.id === address.open && mayEdit(row));
  return (
    <>
      <p class="admin__intro">{props.intro}</p>
      <p class="admin__told" role="status">
        {told}
      </p>
      {props.addLabel && address.open !== adding && (
        <p>
          <ButtonLink id={changeId(adding)} href={address.with({ open: adding })}>
            {props.addLabel}
          </ButtonLink>
        </p>
      )}
      {props.addLabel && address.open === adding && (
        <section class="card admin__adding" aria-label={props.addLabel}>
          <h2 class="utrecht-heading-2">{props.addLabel}</h2>
          {props.form(undefined, close)}
        </section>
      )}
      {props.filters}
      {rows.length === 0 ? (
        <Empty title={props.emptyTitle}>
          <p>{props.emptyWhat}</p>
        </Empty>
      ) : (
        <Table
          caption={props.caption}
          columns={editable ? [...columns, change] : columns}
          rows={rows}
          keyOf={(row) => row.id}
          faded={props.faded}
          opened={opened && { key: opened.id, content: <div key={opened.id}>{props.form(opened, close)}</div> }}
        />
      )}
    </>
  );
}
