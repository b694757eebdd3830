// Text that is pasted: without the signs that nobody sees and the server refuses, and no longer than the field. What
// does not fit is said, since the browser cuts it off without a word.
import { useState } from 'preact/hooks';
import { type } from '../../parts/typing';

/** Breaks of lines and pages from Word and PDF become line ends; other control characters go. */
export const withoutControls = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, '');

/** The part of a text for which there is room, whole characters only, and how much of it is left out. */
export function fitting(text: string, room: number): { text: string; lost: number } {
  let fits = text.slice(0, Math.max(room, 0));
  if (fits.length < text.length && /[\ud800-\udbff]$/.test(fits)) fits = fits.slice(0, -1);
  return { text: fits, lost: text.length - fits.length };
}

export interface Pasting {
  /** Characters of the last paste for which there was no room. */
  lost: number;
  onPaste: (event: ClipboardEvent) => void;
  /** Something else was typed. */
  onInput: () => void;
}

export function usePasting(longest: number): Pasting {
  const [lost, setLost] = useState(0);
  function onPaste(event: ClipboardEvent) {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const copied = event.clipboardData?.getData('text/plain') ?? '';
    const { selectionStart: from, selectionEnd: to } = field;
    const pasted = fitting(withoutControls(copied), longest - field.value.length + (to - from));
    // What comes in as it is leaves the browser to itself.
    if (pasted.lost === 0 && pasted.text === copied) return;
    event.preventDefault();
    type(field, [{ from, to, by: pasted.text }]);
    field.setSelectionRange(from + pasted.text.length, from + pasted.text.length);
    setLost(pasted.lost);
  }
  return { lost, onPaste, onInput: () => setLost(0) };
}
