// A server on which people sign on at a provider, with the files that its options name.
import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientId, clientSecret, publicOrigin, usualRules } from './provider.ts';
import type { RunningProvider } from './provider.ts';
import { operate, serve } from './server.ts';
import type { Serving } from './server.ts';

export interface SignOnServer extends Serving {
  /** Its data directory, for the operator's commands. */
  data: string;
  /** A token of its administrator. */
  administrator: string;
}

export interface SignOnSettings {
  rules?: object;
  /** A private key in PEM, in place of the secret. */
  key?: string;
}

/** The options of `serve` for this provider, with their files in `directory`. */
export async function signOnOptions(directory: string, provider: RunningProvider, settings: SignOnSettings = {}): Promise<string[]> {
  const [rules, secret, key] = ['rules.json', 'secret', 'key.pem'].map((name) => join(directory, name)) as [string, string, string];
  await writeFile(rules, JSON.stringify(settings.rules ?? usualRules));
  await writeFile(secret, `${clientSecret}\n`);
  if (settings.key) await writeFile(key, settings.key);
  return [
    '--allow-host', provider.host, '--public-origin', publicOrigin, '--sign-on-issuer', provider.issuer,
    '--sign-on-client-id', clientId, '--sign-on-rules', rules, '--sign-on-label', 'Gemeente Voorbeeldstad',
    ...(settings.key ? ['--sign-on-key-file', key] : ['--sign-on-secret-file', secret]),
  ];
}

interface Pool {
  data: string;
  token: string;
}

/** A pool with one municipality and one administrator, made once and copied for each server. */
async function makePool(): Promise<Pool> {
  const directory = await mkdtemp(join(tmpdir(), 'expertisepool-sign-on-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const data = join(directory, 'data');
  await operate(['municipality', 'add', '--data', data, '--name', 'Voorbeeldstad']);
  const email = 'beheer@voorbeeld.example';
  await operate(['user', 'add', '--data', data, '--email', email, '--name', 'Bea Beheer', '--role', 'administrator']);
  return { data, token: await operate(['token', 'create', '--data', data, '--user', email]) };
}
let made: Promise<Pool> | undefined;

/** On a data directory of its own with one municipality and one administrator. */
export async function serveWithProvider(provider: RunningProvider, settings: SignOnSettings = {}): Promise<SignOnServer> {
  const directory = await mkdtemp(join(tmpdir(), 'expertisepool-sign-on-'));
  const data = join(directory, 'data');
  const { data: original, token } = await (made ??= makePool());
  await cp(original, data, { recursive: true });
  const server = await serve(data, ...(await signOnOptions(directory, provider, settings)));
  provider.pool.url = server.url;
  const end = async () => {
    await server.end();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...server, data, administrator: token, end };
}
