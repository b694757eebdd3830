// A pool to work in: a copy of the demo pool in a directory of its own, served with the built client on a port of its
// own. The client is in the directory that WEB names, or where `run` builds it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer, type AddressInfo } from 'node:net';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { program, root } from './program.ts';

const web = process.env['WEB'] ?? join(root, 'build/web');

export interface RunningPool {
  origin: string;
  data: string;
  /** Everything that the server wrote to its output so far. */
  output: () => string;
  /** Ends the server as a power cut would, and starts it again on the same data and port. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface PoolOptions {
  /** The pool of the demo story with its movable clock, which the server makes itself. */
  story?: boolean;
  /** `host:port` on loopback that calendars may come from. */
  allowHost?: string;
  /** Options of `serve` about mail. */
  mail?: string[];
  /** Options of `serve` about single sign-on, for the pool at this origin. */
  signOn?: (origin: string) => Promise<string[]>;
}

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

export async function startPool({ story = false, allowHost, mail, signOn }: PoolOptions = {}): Promise<RunningPool> {
  const data = join(mkdtempSync(join(tmpdir(), 'expertisepool-browser-')), 'data');
  if (!story) cpSync(inject('demo'), data, { recursive: true });
  let output = '';
  let child: ChildProcess;
  // Where links in mail and a provider lead to must be known before the server has started.
  let port = mail || signOn ? await freePort() : 0;
  const origin = `http://localhost:${port}`;
  const seen = mail || signOn ? ['--public-origin', origin, ...(mail ?? []), ...((await signOn?.(origin)) ?? [])] : [];

  async function start(): Promise<void> {
    child = spawn(program, ['serve', '--data', data, '--port', String(port), '--web', web, ...(story ? ['--demo-story'] : []), ...(allowHost ? ['--allow-host', allowHost] : []), ...seen], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr?.on('data', (piece) => (output += String(piece)));
    for await (const line of createInterface({ input: child.stdout! })) {
      output += `${line}\n`;
      const found = /listening on http:\/\/[^:]+:(\d+)/.exec(line);
      if (!found) continue;
      port = Number(found[1]);
      child.stdout!.on('data', (piece) => (output += String(piece)));
      return;
    }
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(0)));
    throw new Error(`the server did not start: ${output}`);
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    return new Promise((done) => {
      child.once('exit', () => done());
      child.kill(signal);
    });
  }

  await start();
  return {
    origin: `http://localhost:${port}`,
    data,
    output: () => output,
    restart: async () => {
      await end('SIGKILL');
      await start();
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(join(data, '..'), { recursive: true, force: true });
    },
  };
}

/** Whether a text stands in any file of a directory, as plain bytes. */
export function standsIn(directory: string, text: string): boolean {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).some((name) => {
    const path = join(directory, name);
    return statSync(path).isFile() && readFileSync(path).includes(text);
  });
}
