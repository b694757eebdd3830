// The words of a field for case text.
import { words } from '../words/language';

export const caseWords = words(
  {
    careful: (count: number) =>
      count === 1 ? 'Hieraan kan iemand te herkennen zijn. Vervang het liever:' : `Aan deze ${count} dingen kan iemand te herkennen zijn. Vervang ze liever:`,
    unchecked: 'We konden je tekst niet nakijken op persoonsgegevens; kijk zelf of er namen, adressen of nummers in staan.',
    replace: 'Vervang',
    by: 'door',
    replaceAll: 'Vervang alles',
    person: (letter: string) => `[persoon ${letter}]`,
    personPattern: /\[persoon ([A-Z]+)\]/g,
    kinds: {
      bsn: '[bsn]',
      date_of_birth: '[geboortedatum]',
      address: '[adres]',
      postcode: '[postcode]',
      phone: '[telefoon]',
      email: '[e-mail]',
      iban: '[rekening]',
      case_number: '[kenmerk]',
    },
    replaced: (count: number) => (count === 1 ? 'Vervangen.' : `${count} keer vervangen.`),
    undo: 'Maak ongedaan',
    undone: 'Teruggezet.',
  },
  {
    careful: (count: number) =>
      count === 1 ? 'Somebody may be recognised by this. Better replace it:' : `Somebody may be recognised by these ${count} things. Better replace them:`,
    unchecked: 'We could not check your text for personal data; see for yourself whether it holds names, addresses or numbers.',
    replace: 'Replace',
    by: 'by',
    replaceAll: 'Replace all',
    person: (letter: string) => `[person ${letter}]`,
    personPattern: /\[person ([A-Z]+)\]/g,
    kinds: {
      bsn: '[bsn]',
      date_of_birth: '[date of birth]',
      address: '[address]',
      postcode: '[postcode]',
      phone: '[phone]',
      email: '[e-mail]',
      iban: '[account]',
      case_number: '[reference]',
    },
    replaced: (count: number) => (count === 1 ? 'Replaced.' : `Replaced ${count} times.`),
    undo: 'Undo',
    undone: 'Put back.',
  },
);
