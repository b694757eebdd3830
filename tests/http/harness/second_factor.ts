// People with a second factor: what an app on their phone would show, and the steps of signing on with
// it.
import { inject } from 'vitest';
import { codeOf } from '../../browser/harness/codes.ts';
import { administrator, Client, codes, nobody, text } from './client.ts';
import type { Ask } from './client.ts';
import { operate } from './server.ts';
import type { Prepare, Prepared } from './stages.ts';
import { freshEmail, makePerson, tokenOf } from './world.ts';
import type { Person, World } from './world.ts';

export { codeOf };
export const password = 'oranje tandem op de dijk 7';
/** Somebody with a password, and a token beside it. */
export async function makeKnown(world: World): Promise<Person> {
  const person = await makePerson({ name: 'Tine Tweestap', roles: ['team_member'], municipality: world.municipality, teams: [world.team] });
  await administrator().do('setPassword', { params: { userId: person.user }, body: { password } });
  return Object.assign(new Client(await tokenOf(person.email)), { user: person.user, name: person.name, email: person.email });
}

export interface Secured extends Person {
  secret: string;
  recoveryCodes: string[];
}

/** The same with a second factor that is on; the codes of this step and the next were not used. */
export async function makeSecured(world: World): Promise<Secured> {
  const person = await makeKnown(world);
  const secret = text((await person.do('proposeSecondFactor', { body: { password } })).body['secret']);
  const on = await person.do('switchOnSecondFactor', { body: { code: codeOf(secret, -1) } });
  return Object.assign(person, { secret, recoveryCodes: codes(on.body['recoveryCodes']) });
}

/** The token that a right password gives where more is asked. */
export async function firstStep(email: string, code = 'code_wanted', word = password): Promise<string> {
  const refused = await nobody.refused(401, 'startSession', { body: { email, password: word } }, code);
  return text(refused.body['signOn']?.['token']);
}

/** While a second factor is asked of everybody. */
export async function whereRequired<T>(what: () => Promise<T>): Promise<T> {
  const rule = (required: string) => operate(['second-factor', '--data', inject('server').data, '--required', required]);
  await rule('yes');
  try {
    return await what();
  } finally {
    await rule('no');
  }
}

/** The token of a link to choose a new password with, as an operator gives it. */
export async function passwordLink(person: Person): Promise<string> {
  const printed = await operate(['user', 'password-link', '--data', inject('server').data, '--user', person.email]);
  return printed.split('#')[1] ?? '';
}

/** A token to make a second factor with before going in. */
export async function enrolling(world: World): Promise<{ token: string; person: Person }> {
  const person = await makeKnown(world);
  return { person, token: await whereRequired(() => firstStep(person.email, 'enrolment_wanted')) };
}

const some = (as: Client, ask: Ask = {}): Prepared => ({ as, ask });
const withCode = (code: string | undefined) => ({ password: password, code: code ?? '' });

export const secondFactor: Record<string, Prepare> = {
  endOtherSessions: { ready: async (world) => some(await makeKnown(world)) },
  proposeFactorToSignOn: {
    ready: async (world) => some(nobody, { body: { token: (await enrolling(world)).token } }),
  },
  confirmSignOn: {
    ready: async (world) => {
      const { email, recoveryCodes } = await makeSecured(world);
      return some(nobody, { body: { token: await firstStep(email), code: recoveryCodes[0], remember: true } });
    },
  },
  getSecondFactor: { ready: async (world) => some(world.asker) },
  proposeSecondFactor: {
    ready: async (world) => {
      const person = await makeSecured(world);
      return some(person, { body: withCode(person.recoveryCodes[0]) });
    },
  },
  switchOnSecondFactor: {
    ready: async (world) => {
      const person = await makeKnown(world);
      const { body } = await person.do('proposeSecondFactor', { body: { password: password } });
      return some(person, { body: { code: codeOf(text(body['secret']), 1) } });
    },
    conflict: async (world) => some(await makeKnown(world), { body: { code: '123456' } }),
  },
  switchOffSecondFactor: {
    ready: async (world) => {
      const person = await makeSecured(world);
      return some(person, { body: withCode(person.recoveryCodes[0]) });
    },
    conflict: async (world) => some(await makeKnown(world), { body: withCode('123456') }),
  },
  renewRecoveryCodes: {
    ready: async (world) => {
      const person = await makeSecured(world);
      return some(person, { body: withCode(person.recoveryCodes[0]) });
    },
    conflict: async (world) => some(await makeKnown(world), { body: withCode('123456') }),
  },
  askPasswordLink: { ready: async () => some(nobody, { body: { email: freshEmail('vergeten') } }) },
  setPasswordByLink: {
    ready: async (world) => some(nobody, { body: { token: await passwordLink(await makeKnown(world)), password: 'negen ganzen in het riet' } }),
  },
  clearSecondFactor: {
    ready: async (world) => some(administrator(), { params: { userId: (await makeSecured(world)).user } }),
  },
};
