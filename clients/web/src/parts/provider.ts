// Signing on at the organisation's own provider: what the server says of it, and going there. The page goes away
// meanwhile, so nothing of it is kept here.
import { answer, api, type Schemas } from '../api/client';

/** Where the provider sends the browser back to. */
export const returnPath = '/aanmelden/terug';

export async function fetchProvider(): Promise<Schemas['SingleSignOn']> {
  return answer(api.GET('/single-sign-on'));
}

/** Leaves for the provider; afterwards the browser comes back to `path`. */
export async function goToProvider(path: string): Promise<void> {
  const isPath = /^\/(?!\/)[!-[\]-~]{0,299}$/.test(path) && !path.startsWith(returnPath);
  const { address } = await answer(api.POST('/single-sign-on/_begin', { body: isPath ? { returnTo: path } : {} }));
  location.assign(address);
}
