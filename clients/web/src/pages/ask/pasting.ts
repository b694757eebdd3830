// Text that is pasted or dragged in: without the signs that nobody sees and the server refuses, and no longer than the
// field. What does not fit is said, with its first words, since the browser cuts it off without a word.
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

const words_shown = 5;
const most_shown = 60;

/** The first words of what did not fit, to find them again. */
export function opening(lost: string): string {
  const words = lost.trim().split(/\s+/).slice(0, words_shown).join(' ');
  return fitting(words, most_shown).text;
}

/** What there was no room for, of the last text that came in at once. */
export interface Lost {
  characters: number;
  opening: string;
}

const nothing: Lost = { characters: 0, opening: '' };

export interface Pasting {
  lost: Lost;
  onPaste: (event: ClipboardEvent) => void;
  /** Text that is dragged in comes so. */
  onBeforeInput: (event: InputEvent) => void;
  /** Something else was typed. */
  onInput: () => void;
}

export function usePasting(longest: number): Pasting {
  const [lost, setLost] = useState(nothing);
  function take(event: Event, copied: string) {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const { selectionStart: from, selectionEnd: to } = field;
    const clean = withoutControls(copied);
    const taken = fitting(clean, longest - field.value.length + (to - from));
    // What comes in as it is leaves the browser to itself.
    if (taken.lost === 0 && taken.text === copied) return;
    event.preventDefault();
    type(field, [{ from, to, by: taken.text }]);
    field.setSelectionRange(from + taken.text.length, from + taken.text.length);
    setLost({ characters: taken.lost, opening: opening(clean.slice(taken.text.length)) });
  }
  return {
    lost,
    onPaste: (event) => take(event, event.clipboardData?.getData('text/plain') ?? ''),
    onBeforeInput: (event) => {
      if (event.inputType === 'insertFromDrop') take(event, event.data ?? event.dataTransfer?.getData('text/plain') ?? '');
    },
    onInput: () => setLost(nothing),
  };
}
