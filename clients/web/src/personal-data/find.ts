// Finds in Dutch text what could lead back to a person, with nothing sent anywhere: the twin of
// server/domain/personal_data.cc, which the shared lines in tests/personal_data hold to the same findings. It keeps
// nothing, and cannot see that a rare story alone identifies somebody.
import { findContacts } from './contact';
import { findBirthDates, findCalledNumbers, findDataBesideNames } from './dates';
import { findNames } from './names';
import type { ByteFinding, Kind, Reading } from './nearby';
import { findNumbers } from './numbers';
import { findPlaces } from './places';
import type { Tables } from './tables';
import { bytesOf, tokensOf } from './text';

/** Code points [from, to) of the text; `certain` when a check digit, a form or a word beside it proves it. */
export interface Finding {
  kind: Kind;
  from: number;
  to: number;
  certain: boolean;
}

const caseNumberReach = 120;

// Where two overlap, the one that says more about its form stays.
const order: readonly Kind[] = ['email', 'iban', 'phone', 'date_of_birth', 'bsn', 'postcode', 'address', 'case_number', 'name'];

// A number called BSN is one, whatever else it looks like.
const weight = ({ kind, sure }: ByteFinding): number => (kind === 'bsn' && sure ? -1 : order.indexOf(kind));

// In order of place, without overlaps.
function apart(findings: readonly ByteFinding[]): ByteFinding[] {
  const kept: ByteFinding[] = [];
  for (const each of [...findings].sort((a, b) => a.begin - b.begin || weight(a) - weight(b))) {
    let stays = true;
    for (let last = kept.at(-1); last && last.end > each.begin; last = kept.at(-1)) {
      if (weight(last) <= weight(each)) {
        stays = false;
        break;
      }
      kept.pop();
    }
    if (stays) kept.push(each);
  }
  return kept;
}

// Whether only brackets, commas and spaces lie between a name and a date behind it.
function touches(text: string, name: ByteFinding, date: ByteFinding): boolean {
  if (date.begin < name.end || date.begin - name.end > 4) return false;
  const between = text.slice(name.end, date.begin);
  const marked = /[,(]/.test(between) || name.sure;
  return /^[ ,(]*$/.test(between) && marked && /^(?:$|[,).;\n])/.test(text.slice(date.end, date.end + 2));
}

// Dates right behind a name, case numbers not far from one.
function besideNames(text: string, names: readonly ByteFinding[], candidates: readonly ByteFinding[]): ByteFinding[] {
  // Both are in order of place, so one walk along the names does for all.
  let at = 0;
  return candidates.filter((each) => {
    while ((names[at]?.begin ?? Infinity) < each.begin) at++;
    const after = names[at];
    const before = names[at - 1];
    if (each.kind === 'date_of_birth') return before !== undefined && touches(text, before, each);
    return (
      (after !== undefined && after.begin < each.end + caseNumberReach) ||
      (before !== undefined && before.end + caseNumberReach > each.begin)
    );
  });
}

// The number of code points before each byte that is asked for, in order.
function codePoints(text: string, findings: readonly ByteFinding[]): Finding[] {
  let at = 0;
  let points = 0;
  const pointsTo = (byte: number) => {
    for (; at < byte; at++) if ((text.charCodeAt(at) & 0xc0) !== 0x80) points++;
    return points;
  };
  return findings.map(({ kind, begin, end, sure }) => ({ kind, from: pointsTo(begin), to: pointsTo(end), certain: sure }));
}

/** What could lead back to a person, in order of place, never overlapping. Only the thing itself is marked. */
export function findPersonalData(text: string, tables: Tables): Finding[] {
  const bytes = bytesOf(text);
  const reading: Reading = { text: bytes, tokens: tokensOf(bytes), tables };
  const formed = apart([...findNumbers(reading), ...findContacts(reading), ...findPlaces(reading), ...findBirthDates(reading), ...findCalledNumbers(reading)]);
  const candidates = findDataBesideNames(reading);
  const names = findNames(reading, apart([...formed, ...candidates]));
  return codePoints(bytes, apart([...besideNames(bytes, names, candidates), ...formed, ...names]));
}
