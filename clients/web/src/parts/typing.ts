// Changes the text of a field as if it were typed, so that the browser's own undo (Ctrl+Z) takes it back in one step and the
// cursor stays where it was in the words.

export interface Change {
  /** UTF-16, as fields count. */
  from: number;
  to: number;
  by: string;
}

/** The text after the changes, which may not overlap. */
export function changed(text: string, changes: readonly Change[]): string {
  return backwards(changes).reduce((now, { from, to, by }) => now.slice(0, from) + by + now.slice(to), text);
}

/** Makes the changes, which may not overlap; the field tells of them as of any input. */
export function type(field: HTMLTextAreaElement, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const cursor = moved(field.selectionStart, changes);
  const from = Math.min(...changes.map((each) => each.from));
  const to = Math.max(...changes.map((each) => each.to));
  const after = changed(field.value, changes);
  const by = after.slice(from, after.length - (field.value.length - to));
  field.focus();
  field.setSelectionRange(from, to);
  // What is typed is cut off at the field's limit; half a replacement would be worse than a text that is refused as too long.
  const fits = field.maxLength < 0 || after.length <= field.maxLength;
  // Deprecated, but nothing else leaves a step behind that undo knows.
  if (!fits || !document.execCommand('insertText', false, by)) {
    field.setRangeText(by, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(cursor, cursor);
}

const backwards = (changes: readonly Change[]): Change[] => [...changes].sort((a, b) => b.from - a.from);

// Where a cursor comes to stand; one inside what is changed, behind what comes instead.
function moved(cursor: number, changes: readonly Change[]): number {
  return backwards(changes).reduce((at, { from, to, by }) => {
    if (to <= at) return at + by.length - (to - from);
    return from < at ? from + by.length : at;
  }, cursor);
}
