// Passkeys of this browser (WebAuthn): making one, and signing with one. The server says what is asked; what the browser
// gives goes back to it as it is.
import type { Schemas } from '../api/client';

/** Whether this browser has passkeys for this address: a name, not an IP address, by a way that it trusts. */
export function hasPasskeys(): boolean {
  const isNumbers = /^[\d.]+$|^\[/.test(location.hostname);
  return isSecureContext && typeof PublicKeyCredential === 'function' && !isNumbers;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(bytes), (each) => String.fromCharCode(each)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Nothing when the person left it, or the device would not. */
async function asked<T extends AuthenticatorResponse>(credential: () => Promise<Credential | null>): Promise<{ id: string; response: T } | undefined> {
  try {
    const given = await credential();
    return given instanceof PublicKeyCredential ? { id: given.id, response: given.response as T } : undefined;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

export async function makePasskey(wanted: Schemas['PasskeyCreation']): Promise<Schemas['PasskeyInput']['credential'] | undefined> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...wanted,
    challenge: bytesOf(wanted.challenge),
    user: { ...wanted.user, id: bytesOf(wanted.user.id) },
    excludeCredentials: wanted.excludeCredentials.map((each) => ({ ...each, id: bytesOf(each.id), transports: each.transports as AuthenticatorTransport[] })),
  };
  const made = await asked<AuthenticatorAttestationResponse>(() => navigator.credentials.create({ publicKey }));
  if (!made) return undefined;
  const { response } = made;
  return {
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

export async function signWithPasskey(wanted: Schemas['PasskeyRequest']): Promise<Schemas['PasskeyAnswer'] | undefined> {
  const publicKey: PublicKeyCredentialRequestOptions = { ...wanted, challenge: bytesOf(wanted.challenge) };
  const given = await asked<AuthenticatorAssertionResponse>(() => navigator.credentials.get({ publicKey }));
  if (!given?.response.userHandle) return undefined;
  const { response } = given;
  return {
    id: given.id,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: textOf(given.response.userHandle),
    },
  };
}
