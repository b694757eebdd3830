// Whoever types wants what is named so first, then what begins so, then the rest.
export function farFrom(term: string, text: string): number {
  const [name, typed] = [term.toLowerCase(), text.toLowerCase()];
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (name.split(/[^\p{L}\d]+/u).some((word) => word.startsWith(typed))) return 2;
  return name.includes(typed) ? 3 : 4;
}
