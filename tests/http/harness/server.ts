// Starts the real server on loopback over a new data directory, with one administrator and a small
// web client, and beside it one that tells the story of the demo and one on which people sign on at a
// provider; ends them after the last suite. It knows the operator's commands and nothing of the API.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveCalendars } from './calendars.ts';
import { serveProvider } from './provider.ts';
import { serveWithProvider } from './sign_on_server.ts';

export interface RunningServer {
  url: string;
  /** A token of the one administrator. */
  administrator: string;
  administratorEmail: string;
  administratorPassword: string;
  pid: number;
  /** Its data directory, for the operator's commands. */
  data: string;
  /** Where a second server tells the story of the demo. */
  story: string;
  /** Where people sign on at a provider, on a third server. */
  signOn: string;
  /** Its data directory. */
  signOnData: string;
  /** The one host, as `host:port`, that calendars may come from though it is on loopback. */
  calendars: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: RunningServer;
  }
}

export const program = resolve(
  process.env['EXPERTISEPOOLD'] ?? join(import.meta.dirname, '../../../build/release/expertisepoold'),
);
/** A story's pool takes seconds to make, on a busy machine many more. */
const startTimeoutMs = 240_000;
const endTimeoutMs = 8_000;
const administratorEmail = 'beheer@voorbeeld.example';
const administratorPassword = 'paarse fiets bij de molen 41';

/** The files of the made web client, by path. */
export const webFiles: Record<string, string> = {
  '/index.html': `<!doctype html><html lang="nl"><title>Expertisepool</title>${' '.repeat(2000)}</html>`,
  '/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '/assets/main-BqX1c.js': `export const groet = 'goedemorgen';${'\n'.repeat(4000)}`,
  '/assets/letter-Aa11.woff2': 'wOF2'.repeat(500),
};

async function makeWebClient(directory: string): Promise<void> {
  await mkdir(join(directory, 'assets'), { recursive: true });
  for (const [path, content] of Object.entries(webFiles)) await writeFile(join(directory, path), content);
}

export function operate(args: string[], input = ''): Promise<string> {
  return new Promise((done, failed) => {
    const child = execFile(program, args, (error, stdout, stderr) => {
      if (error) failed(new Error(`${program} ${args.join(' ')}: ${stderr || error.message}`));
      else done(stdout.trim());
    });
    // A command that reads nothing may have ended by now.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`no server in time: ${said}`)), startTimeoutMs);
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+|\/.*)/.exec(said);
      if (found?.[1]) {
        clearTimeout(timer);
        done(found[1]);
      }
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      failed(new Error(`the server ended with ${code ?? signal}: ${said}`));
    });
  });
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode ?? child.signalCode);
    else child.once('exit', (code, signal) => done(code ?? signal));
  });
}

export interface Serving {
  /** Or the path of the Unix socket. */
  url: string;
  pid: number;
  /** Ends it in order; throws when it had ended by itself, ends badly or leaves a log that does not verify. */
  end: () => Promise<void>;
}

/** On a free port of loopback, unless `more` names a Unix socket. */
export async function serve(data: string, ...more: string[]): Promise<Serving> {
  const child = spawn(program, ['serve', '--data', data, '--port', '0', ...more], {
    stdio: ['ignore', 'pipe', process.env['EXPERTISEPOOLD_LOG'] ? 'inherit' : 'ignore'],
  });
  const url = await listening(child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const end = async () => {
    const crashed = child.exitCode !== null || child.signalCode !== null;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
    const how = await ended(child);
    clearTimeout(timer);
    if (crashed || how !== 0) throw new Error(`the server ended with ${how}, not in order`);
    await operate(['verify', '--data', data]);
  };
  return { url, pid: child.pid ?? 0, end };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(program)) throw new Error(`there is no server at ${program}: build it first`);
  const directory = await mkdtemp(join(tmpdir(), 'expertisepool-http-'));
  const [data, web] = [join(directory, 'data'), join(directory, 'web')];
  const telling = serve(join(directory, 'story'), '--demo-story');
  await makeWebClient(web);
  await operate(['municipality', 'add', '--data', data, '--name', 'Beheer']);
  const add = ['user', 'add', '--data', data, '--email', administratorEmail, '--name', 'Bea Beheer'];
  await operate([...add, '--role', 'administrator', '--password-stdin'], administratorPassword);

  const calendars = await serveCalendars();
  const provider = await serveProvider();
  const signOn = await serveWithProvider(provider);
  const server = await serve(data, '--web', web, '--allow-host', calendars.host);
  const administrator = await operate(['token', 'create', '--data', data, '--user', administratorEmail]);
  const story = await telling;
  project.provide('server', {
    url: server.url,
    administrator,
    administratorEmail,
    administratorPassword,
    pid: server.pid,
    data,
    story: story.url,
    signOn: signOn.url,
    signOnData: signOn.data,
    calendars: calendars.host,
  });

  return async () => {
    const ends = await Promise.allSettled([server.end(), story.end(), signOn.end(), calendars.end()]);
    await provider.end();
    await rm(directory, { recursive: true, force: true });
    for (const each of ends) if (each.status === 'rejected') throw each.reason;
  };
}
