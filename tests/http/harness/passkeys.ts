// An authenticator made of software, as WebAuthn has it, and the stages of passkeys: what a browser
// brings back is put together by hand, so that each part of it can be made wrong.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { inject } from 'vitest';
import { id, nobody, text } from './client.ts';
import type { Client, Json } from './client.ts';
import { makeKnown, password } from './second_factor.ts';
import type { Prepare } from './stages.ts';
import type { Person, World } from './world.ts';

const encoded = (bytes: Buffer): string => bytes.toString('base64url');
const hash = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
const cborText = (of: string): Buffer => Buffer.concat([Buffer.from([0x60 + of.length]), Buffer.from(of)]);

const present = 0x01;
const verified = 0x04;
const withKey = 0x40;

export class Authenticator {
  readonly credential = randomBytes(32);
  origin = inject('server').url.replace('127.0.0.1', 'localhost');
  domain = 'localhost';
  flags = present | verified;
  count = 0;
  userHandle = '';
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** What a browser gives for what `proposePasskey` asked. */
  make(wanted: Json): object {
    this.userHandle = text(wanted['user']?.['id']);
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const key = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url'),
    ]);
    const data = Buffer.concat([this.data(withKey), Buffer.alloc(16), Buffer.from([0, this.credential.length]), this.credential, key]);
    const object = Buffer.concat([
      Buffer.from([0xa3]), cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0]),
      cborText('authData'), Buffer.from([0x58, data.length]), data,
    ]);
    return {
      response: {
        clientDataJSON: encoded(this.clientData('webauthn.create', wanted)),
        attestationObject: encoded(object),
        transports: ['internal', 'hybrid'],
      },
    };
  }

  /** The same for what `beginPasskeySignOn` asked. */
  use(wanted: Json): object {
    const clientData = this.clientData('webauthn.get', wanted);
    const data = this.data(0);
    const signature = sign('sha256', Buffer.concat([data, hash(clientData)]), this.keys.privateKey);
    return {
      id: encoded(this.credential),
      response: {
        clientDataJSON: encoded(clientData),
        authenticatorData: encoded(data),
        signature: encoded(signature),
        userHandle: this.userHandle,
      },
    };
  }

  private clientData(type: string, wanted: Json): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: text(wanted['challenge']), origin: this.origin, crossOrigin: false }));
  }

  private data(more: number): Buffer {
    const tail = Buffer.alloc(5);
    tail.writeUInt8(this.flags | more, 0);
    tail.writeUInt32BE(this.count, 1);
    return Buffer.concat([hash(this.domain), tail]);
  }
}

export const proposed = async (person: Client): Promise<Json> => (await person.do('proposePasskey', { body: { password } })).body;

/** Adds a passkey; gives its id. */
export async function addPasskey(person: Client, authenticator = new Authenticator(), name = 'telefoon'): Promise<string> {
  const credential = authenticator.make(await proposed(person));
  return id((await person.do('addPasskey', { body: { name, credential } })).body);
}

export interface Keyed extends Person {
  authenticator: Authenticator;
  passkey: string;
}

/** Somebody with a password and a passkey. */
export async function makeKeyed(world: World): Promise<Keyed> {
  const person = await makeKnown(world);
  const authenticator = new Authenticator();
  return Object.assign(person, { authenticator, passkey: await addPasskey(person, authenticator) });
}

/** The request that signs on with it. */
export async function answerOf(authenticator: Authenticator): Promise<object> {
  return authenticator.use((await nobody.do('beginPasskeySignOn')).body);
}

async function makeFull(world: World): Promise<Person> {
  const person = await makeKnown(world);
  for (let made = 0; made < 10; ++made) await addPasskey(person);
  return person;
}

const ready = (prepare: Prepare['ready'], conflict?: Prepare['conflict']): Prepare => ({ ready: prepare, ...(conflict && { conflict }) });

export const passkeys: Record<string, Prepare> = {
  beginPasskeySignOn: ready(async () => ({ as: nobody, ask: {} })),
  signOnWithPasskey: ready(async (world) => ({ as: nobody, ask: { body: await answerOf((await makeKeyed(world)).authenticator) } })),
  listPasskeys: ready(async (world) => ({ as: await makeKeyed(world), ask: {} })),
  proposePasskey: ready(
    async (world) => ({ as: await makeKeyed(world), ask: { body: { password } } }),
    async (world) => ({ as: await makeFull(world), ask: { body: { password } } }),
  ),
  addPasskey: ready(
    async (world) => {
      const person = await makeKnown(world);
      return { as: person, ask: { body: { name: 'telefoon', credential: new Authenticator().make(await proposed(person)) } } };
    },
    async (world) => {
      const person = await makeKnown(world);
      const eleventh = new Authenticator().make(await proposed(person));
      for (let made = 0; made < 10; ++made) await addPasskey(person);
      return { as: person, ask: { body: { name: 'te veel', credential: eleventh } } };
    },
  ),
  renamePasskey: ready(async (world) => {
    const person = await makeKeyed(world);
    return { as: person, ask: { params: { passkeyId: person.passkey }, body: { name: 'laptop' } } };
  }),
  removePasskey: ready(async (world) => {
    const person = await makeKeyed(world);
    return { as: person, ask: { params: { passkeyId: person.passkey }, body: { password } } };
  }),
};
