// Every way in which one step makes a sound body unsound, read from its schema, with the place that
// the answer must name. It sends nothing.
import { randomUUID } from 'node:crypto';
import { plain } from './description.ts';
import type { Schema } from './description.ts';

export interface Mutation {
  /** What was done, for the reader of a failing test. */
  what: string;
  body: unknown;
  /** Where the fault is, as a JSON pointer. */
  place: string;
}

interface Spoiled {
  what: string;
  value: unknown;
  place: string;
}

const ofAnotherType: Record<string, unknown[]> = {
  string: [7, true, {}, ['tekst']],
  integer: ['3', 1.5, true, []],
  number: ['3', true, []],
  boolean: ['true', 0, {}],
  array: ['tekst', {}, 3],
  object: ['tekst', [], 3],
};

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text;
}

/** A sound string of exactly so many characters, each of them more than one byte. */
export function ofLength(length: number): string {
  return 'é'.repeat(length);
}

function spoiledString(schema: Schema, place: string): Spoiled[] {
  const bad: string[] = [];
  if (schema.enum) bad.push('geen_van_deze', '');
  if (schema.format === 'uuid') bad.push('geen-uuid', '', '0190b5c0-0000-7000-8000-00000000000g');
  if (schema.format === 'date') bad.push('2026-02-30', 'morgen', '2026-1-1', '2026-01-01T00:00:00Z');
  if (schema.format === 'date-time')
    bad.push(
      'gisteren', '2026-13-01T00:00:00Z', '2026-01-01', '2026-01-01 10:00:00Z', '2026-01-01T10:00:00',
      '2026-01-01T25:00:00Z', '2026-01-01T10:00:00z', '2026-01-01t10:00:00Z', '2026-01-01T10:00:00-00:00',
    );
  if (schema.format === 'email') bad.push('geen adres', 'a@b', 'a@b.example, c@d.example');
  if (schema.pattern?.startsWith('^(([01]') || schema.pattern?.startsWith('^([01]'))
    bad.push('9:00', '25:00', '09:60', '', 'negen uur');
  if (schema.pattern === '\\S') bad.push(' \n ');
  if (schema.pattern?.startsWith('^$|([0-9]')) bad.push('bel maar');
  if (schema.minLength && !schema.enum) bad.push('é'.repeat(schema.minLength - 1));
  if (schema.maxLength && schema.format !== 'email') bad.push(ofLength(schema.maxLength + 1));
  if (schema.maxLength && schema.format === 'email') bad.push(`${'a'.repeat(schema.maxLength)}@voorbeeld.example`);
  if (!schema.enum && !schema.format) bad.push('nul\u0000teken');
  return bad.map((value) => ({ what: shown(value), value, place }));
}

function spoiledNumber(schema: Schema, place: string): Spoiled[] {
  const bad: number[] = [];
  if (schema.minimum !== undefined) bad.push(schema.minimum - 1);
  if (schema.maximum !== undefined) bad.push(schema.maximum + 1);
  return [...bad, 1e300, -1e300].map((value) => ({ what: shown(value), value, place }));
}

function spoiledArray(schema: Schema, value: unknown[], place: string): Spoiled[] {
  const found: Spoiled[] = [];
  const items = plain(schema.items ?? {});
  const first = value[0];
  if (schema.maxItems !== undefined && !items.enum && first !== undefined) {
    const many = Array.from({ length: schema.maxItems + 1 }, (_, index) => {
      if (items.format === 'uuid') return randomUUID();
      if (items.format === 'date') return new Date(Date.UTC(2030, 0, 1 + index)).toISOString().slice(0, 10);
      return items.type === 'string' ? `waarde ${index}` : first;
    });
    found.push({ what: 'too many', value: many, place });
  }
  if (schema.minItems) found.push({ what: 'none', value: [], place });
  if (schema.uniqueItems && first !== undefined)
    found.push({ what: 'twice the same', value: [first, first], place: `${place}/1` });
  if (first !== undefined)
    for (const each of spoiled(schema.items ?? {}, first, `${place}/0`))
      found.push({ ...each, value: [each.value, ...value.slice(1)] });
  return found;
}

function spoiledObject(schema: Schema, value: Record<string, unknown>, place: string): Spoiled[] {
  const found: Spoiled[] = [];
  const properties = schema.properties ?? {};
  found.push({ what: 'an unknown field', value: { ...value, onbekend: 1 }, place: `${place}/onbekend` });
  for (const name of schema.required ?? []) {
    const { [name]: _, ...rest } = value;
    found.push({ what: `without ${name}`, value: rest, place: `${place}/${name}` });
  }
  for (const [name, inner] of Object.entries(value)) {
    const of = properties[name];
    if (!of) throw new Error(`the sound body has ${place}/${name}, which the schema does not know`);
    for (const each of spoiled(of, inner, `${place}/${name}`))
      found.push({ ...each, value: { ...value, [name]: each.value } });
  }
  return found;
}

function spoiled(reference: Schema, value: unknown, place: string): Spoiled[] {
  const schema = plain(reference);
  const found: Spoiled[] = [null, ...(ofAnotherType[schema.type ?? ''] ?? [])].map((bad) => ({
    what: shown(bad),
    value: bad,
    place,
  }));
  if (schema.type === 'string') found.push(...spoiledString(schema, place));
  if (schema.type === 'integer' || schema.type === 'number') found.push(...spoiledNumber(schema, place));
  if (schema.type === 'array') found.push(...spoiledArray(schema, value as unknown[], place));
  if (schema.type === 'object')
    found.push(...spoiledObject(schema, value as Record<string, unknown>, place));
  return found;
}

export function mutations(schema: Schema, body: unknown): Mutation[] {
  return spoiled(schema, body, '').map((each) => ({
    what: `${each.place || 'the body'}: ${each.what}`,
    body: each.value,
    place: each.place,
  }));
}
