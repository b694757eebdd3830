// The short closed lists that profiles and questions share: life domains, laws, ages, languages. Their names in the
// data are Dutch; here stands how each is said to a reader. It knows nothing of topics, of which there are hundreds.
import { words } from './language';
import { terms } from './terms';

export interface Listed {
  value: string;
  label: string;
}

const names = words(
  {
    lifeDomains: {
      Financiën: 'Financiën',
      'Werk en opleiding': 'Werk en opleiding',
      Tijdsbesteding: 'Tijdsbesteding',
      Huisvesting: 'Huisvesting',
      'Huiselijke relaties': 'Huiselijke relaties',
      'Geestelijke gezondheid': 'Geestelijke gezondheid',
      'Lichamelijke gezondheid': 'Lichamelijke gezondheid',
      Middelengebruik: 'Middelengebruik',
      'Basale ADL': 'Basale ADL',
      'Instrumentele ADL': 'Instrumentele ADL',
      'Sociaal netwerk': 'Sociaal netwerk',
      'Maatschappelijke participatie': 'Maatschappelijke participatie',
      Justitie: 'Justitie',
    } as Record<string, string>,
    years: (from: string, to: string) => `${from} tot ${to} jaar`,
    yearsAndOver: (from: string) => `${from} jaar en ouder`,
    languages: { ber: 'Berbers', dse: 'Nederlandse Gebarentaal', fa: 'Farsi' } as Record<string, string>,
  },
  {
    lifeDomains: {
      Financiën: 'Finances',
      'Werk en opleiding': 'Work and education',
      Tijdsbesteding: 'Time use',
      Huisvesting: 'Housing',
      'Huiselijke relaties': 'Relations at home',
      'Geestelijke gezondheid': 'Mental health',
      'Lichamelijke gezondheid': 'Physical health',
      Middelengebruik: 'Substance use',
      'Basale ADL': 'Basic daily living',
      'Instrumentele ADL': 'Running a household',
      'Sociaal netwerk': 'Social network',
      'Maatschappelijke participatie': 'Taking part in society',
      Justitie: 'Justice',
    },
    years: (from: string, to: string) => `${from} to ${to} years`,
    yearsAndOver: (from: string) => `${from} years and over`,
    languages: { ber: 'Berber', dse: 'Dutch Sign Language', fa: 'Persian' },
  },
);

const domains = [
  'Financiën', 'Werk en opleiding', 'Tijdsbesteding', 'Huisvesting', 'Huiselijke relaties', 'Geestelijke gezondheid', 'Lichamelijke gezondheid',
  'Middelengebruik', 'Basale ADL', 'Instrumentele ADL', 'Sociaal netwerk', 'Maatschappelijke participatie', 'Justitie',
];
const laws = ['Wmo 2015', 'Jeugdwet', 'Wlz', 'Zvw', 'Participatiewet', 'Wgs', 'Wvggz', 'Wzd', 'Wet passend onderwijs', 'Leerplichtwet', 'Vreemdelingenwet', 'BW', 'Strafrecht'];
const ages = ['0-4', '4-12', '12-18', '16-27', '18-65', '65+'];
const spoken = ['nl', 'en', 'ar', 'ber', 'tr', 'pl', 'uk', 'ti', 'so', 'fa', 'ku', 'ps', 'bg', 'ro', 'ru', 'de', 'fr', 'es', 'pt', 'it', 'hu', 'el', 'zh', 'hi', 'ur', 'pap', 'srn', 'fy', 'dse'];

/** A name that is not in the list is said as it stands. */
export function sayLifeDomain(name: string): string {
  return names().lifeDomains[name] ?? name;
}

/** "12 tot 18 jaar", "65 jaar en ouder". */
export function sayAge(group: string): string {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(group) ?? [];
  if (from && to) return names().years(from, to);
  const over = /^(\d+)\+$/.exec(group)?.[1];
  return over ? names().yearsAndOver(over) : group;
}

/** The name of a language given by its code; what is no code is said as it stands. */
export function sayLanguage(code: string): string {
  const own = names().languages[code];
  if (own) return own;
  return /^[a-z]{2,3}$/.test(code) ? terms().language(code) : code;
}

export function lifeDomains(): Listed[] {
  return domains.map((value) => ({ value, label: sayLifeDomain(value) }));
}

export function lawList(): Listed[] {
  return laws.map((value) => ({ value, label: value }));
}

export function ageGroups(): Listed[] {
  return ages.map((value) => ({ value, label: sayAge(value) }));
}

export function languages(): Listed[] {
  return spoken.map((value) => ({ value, label: sayLanguage(value) }));
}
