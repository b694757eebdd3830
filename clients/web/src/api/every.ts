// Fetches all of a list that the server gives in parts.

interface Part<T> {
  items: T[];
  total: number;
}

/** The most that the server gives at once. */
export const part_size = 200;

/** All items, in the server's order, at most `most`. `part` fetches `limit` of them from `offset` on. */
export async function every<T>(part: (offset: number, limit: number) => Promise<Part<T>>, most = 5000): Promise<T[]> {
  const all: T[] = [];
  while (all.length < most) {
    const { items, total } = await part(all.length, Math.min(part_size, most - all.length));
    all.push(...items);
    if (items.length === 0 || all.length >= total) break;
  }
  return all;
}
