// The search for personal data with its tables, as one piece that is loaded when somebody begins to write about a case.
import givenNames from '../../../../schema/personal_data/given_names.txt?raw';
import words from '../../../../schema/personal_data/words.txt?raw';
import { findPersonalData, type Finding } from './find';
import { Tables } from './tables';

const tables = new Tables(words, givenNames);

export const find = (text: string): Finding[] => findPersonalData(text, tables);
