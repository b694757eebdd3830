// What changed between two wordings, word by word: the longest common run of words stays, the rest was taken away or
// added. It knows nothing of the screen.

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}'’-]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** Lengths of the longest common subsequences of what is left of both from each place on. */
function commonLengths(before: string[], after: string[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const row = rows[i]!;
    const below = rows[i + 1]!;
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!);
    }
  }
  return rows;
}

function middle(before: string[], after: string[]): Piece[] {
  const lengths = commonLengths(before, after);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      pieces.push({ kind: 'same', text: before[i]! });
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      pieces.push({ kind: 'removed', text: before[i++]! });
    } else {
      pieces.push({ kind: 'added', text: after[j++]! });
    }
  }
  return pieces;
}

/** Pieces of one kind that follow each other become one. */
function joined(pieces: Piece[]): Piece[] {
  const made: Piece[] = [];
  for (const piece of pieces) {
    const last = made.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else if (piece.text) made.push({ ...piece });
  }
  return made;
}

/** The pieces of both texts in the order in which they are read. */
export function changesBetween(before: string, after: string): Piece[] {
  const old = wordsOf(before);
  const fresh = wordsOf(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  return joined([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle(old.slice(start), fresh.slice(start)),
  ]);
}
