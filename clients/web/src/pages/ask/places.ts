// In which order people are shown while somebody types: who still fits keeps the place, who came instead of somebody
// takes the place that fell free, and while somebody looks closer nobody leaves and new ones only come below. It
// knows only ids.

/** What is shown now and what the server ranks best first. */
export interface Change {
  shown: readonly string[];
  ranked: readonly string[];
  /** How many places there are. */
  size: number;
  /** Who stays whatever the ranking says, such as who was chosen. */
  held: ReadonlySet<string>;
  /** Somebody points at the list or walks through it. */
  still: boolean;
}

export function placesAfter({ shown, ranked, size, held, still }: Change): string[] {
  const best = new Set(ranked.slice(0, size));
  const kept = new Set(shown.filter((id) => still || best.has(id) || held.has(id)));
  const newcomers = ranked.filter((id) => best.has(id) && !kept.has(id));
  const places: string[] = [];
  for (const id of shown) {
    const here = kept.has(id) ? id : newcomers.shift();
    if (here !== undefined) places.push(here);
  }
  return [...places, ...newcomers];
}

/** True when somebody shown stands below one who fits less. */
export function outOfOrder(places: readonly string[], ranked: readonly string[]): boolean {
  const rank = new Map(ranked.map((id, at) => [id, at]));
  const shown = places.map((id) => rank.get(id) ?? ranked.length);
  return shown.some((each, at) => at > 0 && each < (shown[at - 1] ?? 0));
}
