// Where the focus goes when what had it is taken away: to its neighbour, so that nobody has to start over.

/** Called while a button among `selector` within `place` is being pressed away; its neighbour gets the focus, or `otherwise`. */
export function focusNeighbour(place: HTMLElement | null, selector: string, otherwise: () => HTMLElement | null | undefined): void {
  const at = place ? [...place.querySelectorAll(selector)].indexOf(document.activeElement as Element) : -1;
  afterDrawing(() => {
    const left = place ? [...place.querySelectorAll<HTMLElement>(selector)] : [];
    (left[Math.min(Math.max(at, 0), left.length - 1)] ?? otherwise())?.focus();
  });
}

/** Once what changed stands on the screen. */
export function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
