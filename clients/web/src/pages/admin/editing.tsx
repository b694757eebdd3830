// A form that stands in the page, in the row of what it changes: it knows whether something was typed that is not
// saved, says so, and keeps somebody from leaving with it. What it saves is up to the list it stands in.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refused } from '../../api/client';
import { Button } from '../../parts/button';
import { Faults, useDoing, type Doing } from '../../parts/doing';
import { useUnsaved } from '../../parts/unsaved';
import type { Close } from './keeping';
import { adminWords } from './words';

export interface Editing<T> {
  draft: T;
  put: (changes: Partial<T>) => void;
  isDirty: boolean;
  doing: Doing;
  submit: () => void;
}

/** A draft of `first` that `save` keeps at the server. */
export function useEditing<T extends object>(first: T, save: (draft: T) => Promise<void>): Editing<T> {
  const [draft, setDraft] = useState(first);
  const before = useRef(JSON.stringify(first));
  const doing = useDoing();
  const isDirty = JSON.stringify(draft) !== before.current;
  useUnsaved(isDirty, adminWords().leaveUnsaved);
  return {
    draft,
    put: (changes) => setDraft((now) => ({ ...now, ...changes })),
    isDirty,
    doing,
    submit: () => void doing.run(() => save(draft)),
  };
}

interface Kept<T, D> {
  row: T | undefined;
  first: D;
  change: (row: T, draft: D) => Promise<{ name: string }>;
  add: (draft: D) => Promise<{ name: string }>;
  refresh: () => Promise<void>;
  close: Close;
}

/** A draft of what a list keeps by name: a row that is changed, or none when one is added. */
export function useKept<T, D extends { name: string }>({ row, first, change, add, refresh, close }: Kept<T, D>) {
  const w = adminWords();
  const editing = useEditing(first, async (draft) => {
    const trimmed = { ...draft, name: draft.name.trim() };
    const saved = row ? await change(row, trimmed) : await add(trimmed);
    await refresh();
    close(w.saved(saved.name));
  });
  return { ...editing, fault: (place: string) => faultAt(editing.doing.fault, place) };
}

/** The sentence for a field; that of one of its entries when the field is a list. */
export function faultAt(fault: Refused | undefined, place: string): string | undefined {
  return fault?.problem?.errors?.find((each) => each.place === place || each.place.startsWith(`${place}/`))?.detail;
}

// All places of the refusal that lie at or below one of these.
function placesWithin(fault: Refused | undefined, places: string[]): string[] {
  const all = fault?.problem?.errors?.map((each) => each.place) ?? [];
  return all.filter((place) => places.some((each) => place === each || place.startsWith(`${each}/`)));
}

interface EditFormProps<T> {
  label: string;
  editing: Editing<T>;
  /** The places of faults that the fields show themselves. */
  places: string[];
  saveLabel: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function EditForm<T>({ label, editing, places, saveLabel, onClose, children }: EditFormProps<T>) {
  const w = adminWords();
  const form = useRef<HTMLFormElement>(null);
  const { doing, isDirty } = editing;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);
  // What is wrong in a field is best read there; only when no field has it the whole refusal takes the focus.
  useEffect(() => {
    if (doing.fault) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .field--faulty input')?.focus();
  }, [doing.fault]);
  return (
    <form
      ref={form}
      class="edit"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        editing.submit();
      }}
    >
      <Faults fault={doing.fault} shown={placesWithin(doing.fault, places)} />
      {children}
      <div class="edit__end">
        <Button look="primary" type="submit" busy={doing.busy}>
          {saveLabel}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {isDirty ? w.discard : w.close}
        </Button>
        <p class="edit__unsaved" role="status">
          {isDirty ? w.unsaved : ''}
        </p>
      </div>
    </form>
  );
}

/** The form of what `useKept` keeps. */
export function KeptForm({ row, addLabel, ...form }: Omit<EditFormProps<unknown>, 'label' | 'saveLabel' | 'onClose'> & { row: { name: string } | undefined; addLabel: string; close: Close }) {
  const w = adminWords();
  const { close, ...rest } = form;
  return <EditForm label={row ? w.changeOf(row.name) : addLabel} saveLabel={row ? w.save : w.add} onClose={() => close()} {...rest} />;
}
