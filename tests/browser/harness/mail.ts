// A mail server of our own that keeps what it gets: on loopback, with a certificate made for it, encrypted by STARTTLS,
// and only for who signs on.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail {
  to: string;
  /** As it came, header and body. */
  raw: string;
  /** The body as people read it. */
  text: string;
  encrypted: boolean;
}

export interface MailCatcher {
  caught: CaughtMail[];
  /** How many connections came, also those that handed nothing in. */
  connections: () => number;
  /** Options of `serve` with which mail comes here; a made certificate must be told. */
  options: (trusting?: boolean) => string[];
  /** The first mail in which this stands, once it is there. */
  about: (text: string) => Promise<CaughtMail>;
  stop: () => Promise<void>;
}

function fromQuotedPrintable(text: string): string {
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export async function startMailCatcher(): Promise<MailCatcher> {
  const directory = mkdtempSync(join(tmpdir(), 'expertisepool-mail-'));
  const [key, certificate, password] = ['key.pem', 'certificate.pem', 'password'].map((name) => join(directory, name)) as [string, string, string];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  writeFileSync(password, 'geheim-van-de-post\n', { mode: 0o600 });
  const caught: CaughtMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    key: readFileSync(key),
    cert: readFileSync(certificate),
    authOptional: false,
    allowInsecureAuth: false,
    onConnect: (_, next) => {
      connections++;
      next();
    },
    onAuth: (auth, _, next) => (auth.username === 'pool' && auth.password === 'geheim-van-de-post' ? next(null, { user: 'pool' }) : next(new Error('no'))),
    onData: (stream, session, next) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const raw = Buffer.concat(pieces).toString('utf8');
        const text = fromQuotedPrintable(raw.slice(raw.search(/\r?\n\r?\n/)));
        for (const { address } of session.envelope.rcptTo) caught.push({ to: address, raw, text, encrypted: session.secure });
        next();
      });
    },
  });
  // A client that does not believe us hangs up.
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return {
    caught,
    connections: () => connections,
    options: (trusting = true) => [
      ...['--mail-server', `smtp://localhost:${port}`, '--mail-from', 'pool@example.nl'],
      ...['--mail-user', 'pool', '--mail-password-file', password],
      ...(trusting ? ['--mail-certificates', certificate] : []),
    ],
    about: async (text) => {
      for (let tries = 0; tries < 150; ++tries) {
        const found = caught.find((each) => each.text.includes(text));
        if (found) return found;
        await new Promise((done) => setTimeout(done, 200));
      }
      throw new Error(`no mail about ${text}, of ${caught.length} in all`);
    },
    stop: async () => {
      await new Promise<void>((done) => server.close(done));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
