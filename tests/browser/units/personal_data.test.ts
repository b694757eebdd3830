// The web client's search for personal data finds, in every line of tests/personal_data, exactly what the server's does:
// same kind, same place, same certainty. Needs no browser and no server.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findPersonalData } from '../../../clients/web/src/personal-data/find';
import { Tables } from '../../../clients/web/src/personal-data/tables';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
const tables = new Tables(read('schema/personal_data/words.txt'), read('schema/personal_data/given_names.txt'));

const files = ['rules', 'tuned_by_hand', 'tuned_made', 'held_out_by_hand', 'held_out_made', 'mangled'];

/** The lines of a file as people write them: without marks, with their line ends. */
function linesOf(name: string): { place: string; text: string }[] {
  return read(`tests/personal_data/${name}.txt`)
    .split('\n')
    .flatMap((line, at) => {
      if (!line || line.startsWith('#')) return [];
      const text = line.replaceAll('⏎', '\n').replace(/^\? /, '').replaceAll(/\{\w+ ([^}]*)\}/g, '$1');
      return [{ place: `${name}:${at + 1}`, text }];
    });
}

test('The client finds what the server finds, line by line', () => {
  const found = files.flatMap(linesOf).map(({ place, text }) => {
    const each = findPersonalData(text, tables).map(({ kind, from, to, certain }) => `\t${kind} ${from} ${to - from} ${certain ? 'sure' : 'likely'}`);
    return place + each.join('');
  });
  const written = read('tests/personal_data/found.tsv').trimEnd().split('\n');
  expect(found.length).toBeGreaterThan(2000);
  expect(found).toEqual(written);
});

test('What the client writes in the place of personal data the server reads over', () => {
  const written = [...read('clients/web/src/parts/case-words.ts').matchAll(/[`']\[([^\]$]+?)(?: \$\{letter\})?\][`']/g)].map((match) => match[1] ?? '');
  expect(written.length).toBe(18);
  for (const each of written) expect(tables.has(each.replaceAll(' ', '_'), 'placeholder'), each).toBe(true);
});

test('Places are code points, whatever letters stand before', () => {
  const text = '👩‍👧 İ é ĳ محمد en Fatima Boulahrouz';
  const [finding] = findPersonalData(text, tables);
  expect(finding && [...text].slice(finding.from, finding.to).join('')).toBe('Fatima Boulahrouz');
});

test('Half an emoji, as while typing, upsets nothing', () => {
  expect(findPersonalData('\ud83d mw. Jansen \udc00', tables).map(({ from, to }) => to - from)).toEqual([6]);
});

test('A question of the greatest length keeps nobody waiting, also on a busy machine', () => {
  const text = 'Fatima Boulahrouz, geb. 12-03-1980, woont Kerkstraat 12 en belt 06-12345678. '.repeat(270).slice(0, 20_000);
  findPersonalData(text, tables);
  const before = performance.now();
  expect(findPersonalData(text, tables).length).toBeGreaterThan(500);
  expect(performance.now() - before).toBeLessThan(5000);
});

test.each(['06-12345678 ', 'NL91 ABNA 0417 1643 00 ', 'Kerkstraat 12, ', 'Fatima Boulahrouz ', 'SCHULDEN ', 'x', ' ', '👩‍👧', ',', 'Jan in de Lindelaan 7 ', '[persoon A] '])(
  'Time grows with the length of a text of "%s" only',
  (piece) => {
    const longest = piece.repeat(Math.ceil(200_000 / piece.length));
    const before = performance.now();
    findPersonalData(longest, tables);
    expect(performance.now() - before).toBeLessThan(5000);
  },
);
