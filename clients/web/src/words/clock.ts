// What time it is at the server, by which deadlines run: told by the `Date` of its answers. A small difference is
// the way an answer travels, and is left alone.

const noticeable_ms = 90_000;
let ahead_ms = 0;

/** Takes in the `Date` header of an answer. */
export function hearTime(date: string | null): void {
  const told = date ? Date.parse(date) : NaN;
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  ahead_ms = Math.abs(difference) > noticeable_ms ? difference : 0;
}

export function now(): Date {
  return new Date(Date.now() + ahead_ms);
}
