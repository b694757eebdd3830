// Which page of a list an address names. Whatever is no number of a page counts as not given.

/** The server lists no further, at 50 a page. */
const most_pages = 20_000;

/** The page that an address names: from 1, and the first where it names none. */
export function pageOf(named: string | undefined): number {
  const page = /^\d{1,9}$/.test(named ?? '') ? Number(named) : 1;
  return Math.min(Math.max(page, 1), most_pages);
}
