// What the resident knows of a question: it says that nothing leads back to anybody only as long as that can be true.
import type { Schemas } from '../../api/client';

export interface Resident {
  /** Undefined as long as the asker left it to whether the text tells who somebody is. */
  resident: Schemas['ResidentKnowledge'] | undefined;
  /** What was found in the text when the asker said that nothing leads back to anybody. */
  residentDespite: readonly string[];
}

/**
 * What the resident knows, as far as it can still be said: with personal data in the text, "nothing leads back to
 * anybody" is only true when the asker said so with these words in it.
 */
export function residentOf(choices: Resident, found: readonly string[]): Schemas['ResidentKnowledge'] | undefined {
  const { resident, residentDespite } = choices;
  if (resident && resident !== 'no_identifying_data') return resident;
  const known = resident ? residentDespite : [];
  return found.every((each) => known.includes(each)) ? 'no_identifying_data' : undefined;
}
