// A server on a Unix socket with nginx before it, as they are shipped to be run: the configuration is
// server/deploy/nginx.conf, with names, paths and ports of this test in place of those to be changed.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { program, serve } from './server.ts';

const root = resolve(import.meta.dirname, '../../..');
const nginx = process.env['NGINX'] ?? join(root, 'build/nginx/usr/sbin/nginx');
const run = promisify(execFile);

/** The name that the configuration is written for. */
export const publicName = 'pool.example.nl';
export const email = 'edge@voorbeeld.example';
export const password = 'groene boot op het kanaal 17';

export interface Edge {
  /** Of https and of http. */
  port: number;
  plainPort: number;
  certificate: string;
  /** Of the server behind nginx: its process, and its data directory for the operator's commands. */
  pid: number;
  data: string;
  /** The first process of nginx. */
  proxy: number;
  /** What nginx wrote down of requests. */
  accessLog: () => Promise<string>;
  /** Ends the server behind nginx, in order. */
  endServer: () => Promise<void>;
  end: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Every text that is replaced must be there: a change of the shipped file is seen here. */
function replaced(text: string, changes: Record<string, string>): string {
  let made = text;
  for (const [from, to] of Object.entries(changes)) {
    if (!made.includes(from)) throw new Error(`the configuration of nginx has no "${from}"`);
    made = made.replaceAll(from, to);
  }
  return made;
}

async function makeCertificate(directory: string): Promise<string> {
  const [certificate, key] = [join(directory, 'certificate.pem'), join(directory, 'key.pem')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${publicName}`, '-addext', `subjectAltName=DNS:${publicName}`],
    ...['-keyout', key, '-out', certificate],
  ]);
  return readFile(certificate, 'utf8');
}

async function configure(
  directory: string,
  port: number,
  plainPort: number,
  changes: Record<string, string>,
): Promise<string> {
  const shipped = await readFile(join(root, 'server/deploy/nginx.conf'), 'utf8');
  const site = replaced(shipped, {
    'listen 80': `listen 127.0.0.1:${plainPort}`,
    'listen 443': `listen 127.0.0.1:${port}`,
    '/etc/expertisepool/tls': directory,
    '/etc/expertisepool/security.txt': join(directory, 'security.txt'),
    '/run/expertisepool/http.sock': join(directory, 'http.sock'),
    '/var/log/nginx/expertisepool.log': join(directory, 'access.log'),
    ...changes,
  });
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${join(directory, each)};`,
  );
  await writeFile(join(directory, 'site.conf'), site);
  await writeFile(join(directory, 'security.txt'), 'Contact: mailto:security@gemeente.example\n');
  const all = join(directory, 'nginx.conf');
  await writeFile(
    all,
    [
      // Without it the workers of a root would be nobody, who may not use the socket.
      process.getuid?.() === 0 ? 'user root;' : '',
      'daemon off;',
      'worker_processes 2;',
      `pid ${join(directory, 'nginx.pid')};`,
      'events { worker_connections 4096; }',
      `http { default_type application/octet-stream; ${own.join(' ')} include ${join(directory, 'site.conf')}; }`,
    ].join('\n'),
  );
  return all;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });
}

/** When the port takes a connection. */
async function answers(port: number, child: ChildProcess, said: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said()}`);
    const taken = await new Promise<boolean>((done) => {
      const socket = connect({ host: '127.0.0.1', port, servername: publicName, rejectUnauthorized: false });
      socket.on('secureConnect', () => done(socket.destroy().destroyed));
      socket.on('error', () => done(false));
    });
    if (taken) return;
  }
}

/** `changes` are further texts of the configuration, with what stands in their place. */
export async function startEdge(changes: Record<string, string> = {}): Promise<Edge> {
  const directory = await mkdtemp(join(tmpdir(), 'expertisepool-edge-'));
  const data = join(directory, 'data');
  await mkdir(join(directory, 'web'));
  await writeFile(join(directory, 'web/index.html'), '<!doctype html><html lang="nl"><title>Expertisepool</title></html>');
  await run(program, ['municipality', 'add', '--data', data, '--name', 'Edgestad']);
  const added = run(program, [
    ...['user', 'add', '--data', data, '--email', email, '--name', 'Edo Edge', '--role', 'administrator'],
    '--password-stdin',
  ]);
  added.child.stdin?.end(password);
  await added;

  const [port, plainPort] = [await freePort(), await freePort()];
  const certificate = await makeCertificate(directory);
  const configuration = await configure(directory, port, plainPort, changes);
  const server = await serve(
    data,
    ...['--unix-socket', join(directory, 'http.sock'), '--web', join(directory, 'web')],
    ...['--public-origin', `https://${publicName}`],
  );
  const child = spawn(nginx, ['-e', 'stderr', '-p', directory, '-c', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4000)));
  await answers(port, child, () => said);

  let serverEnds: Promise<void> | undefined;
  const endServer = () => (serverEnds ??= server.end());
  return {
    port,
    plainPort,
    certificate,
    pid: server.pid,
    data,
    proxy: child.pid ?? 0,
    accessLog: () => readFile(join(directory, 'access.log'), 'utf8'),
    endServer,
    end: async () => {
      child.kill('SIGTERM');
      await ended(child);
      await endServer();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
