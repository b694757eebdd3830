// What a browser does to sign on at a provider, and the stages of it.
import { inject } from 'vitest';
import { administrator, Client, nobody, text } from './client.ts';
import type { Answer, Ask } from './client.ts';
import { walk } from './provider.ts';
import type { Jar, Returned } from './provider.ts';
import type { Prepare } from './stages.ts';
import { makePerson } from './world.ts';

const cookiesOf = (answer: Answer): string[] => answer.headers['set-cookie'] ?? [];
/** The cookies that an answer sets, as a browser sends them back. */
export const asCookies = (answer: Answer): string =>
  cookiesOf(answer)
    .filter((line) => !line.includes('Max-Age=0'))
    .map((line) => line.split(';')[0])
    .join('; ');

export interface Begun {
  address: string;
  cookie: string;
}

export async function begin(url: string, body: object = {}): Promise<Begun> {
  const answer = await new Client('', {}, url).do('beginSingleSignOn', { body });
  return { address: text(answer.body['address']), cookie: asCookies(answer) };
}

/** The request that ends it in this browser. */
export const finishing = (begun: Begun, returned: Returned): Ask => ({ body: returned, headers: { Cookie: begun.cookie } });

/** All of it, up to the request that ends it. */
export async function readyToFinish(url: string, account: string, body: object = {}, jar?: Jar): Promise<Ask> {
  const begun = await begin(url, body);
  return finishing(begun, await walk(begun.address, account, jar));
}

/** Somebody in a browser who signed on at the provider. */
export async function signedOnAs(url: string, account: string, jar?: Jar): Promise<Client> {
  const done = await new Client('', {}, url).do('finishSingleSignOn', await readyToFinish(url, account, {}, jar));
  return new Client('', { Cookie: asCookies(done) }, url);
}

const there = (): Client => new Client('', {}, inject('server').signOn);

export const singleSignOn: Record<string, Prepare> = {
  getSingleSignOn: { ready: async () => ({ as: nobody, ask: {} }) },
  beginSingleSignOn: { ready: async () => ({ as: there(), ask: { body: { returnTo: '/vragen' } } }) },
  finishSingleSignOn: {
    ready: async () => ({ as: there(), ask: await readyToFinish(inject('server').signOn, 'noord.stap') }),
  },
  listIdentities: { ready: async (world) => ({ as: world.asker, ask: {} }) },
  unlinkUser: {
    ready: async (world) => {
      const person = await makePerson({ name: 'Kees Koppeling', roles: ['team_member'], municipality: world.municipality });
      return { as: administrator(), ask: { params: { userId: person.user } } };
    },
  },
};
