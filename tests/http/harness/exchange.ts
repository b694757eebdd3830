// One request and its answer over a connection of its own, with nothing added, so that a test
// decides every header. It knows no API.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'vitest';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const answerTimeoutMs = 30_000;

// Guessing is slowed down by origin: each file of tests comes from an address of its own.
function ownAddress(): string {
  const [a, b, c] = createHash('sha256').update(expect.getState().testPath ?? '').digest();
  return `127.${a}.${b}.${1 + ((c ?? 0) % 250)}`;
}

/** Sends a request; the answer counts even when the server closed before it had read all of it. */
export function exchange(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<RawAnswer> {
  return new Promise((done, failed) => {
    let answered = false;
    const { hostname, port } = new URL(url);
    const outgoing = request(
      { hostname, port, localAddress: ownAddress(), method, path, headers, agent: false, timeout: answerTimeoutMs },
      (incoming) => {
        answered = true;
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('error', failed);
        incoming.on('end', () =>
          done({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(pieces),
          }),
        );
      },
    );
    outgoing.on('error', (error) => {
      if (!answered) failed(error);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer to ${method} ${path}`)));
    outgoing.end(body);
  });
}

/** Sends bytes as they are; gives everything that came back until the other side closed. */
export function sendBytes(url: string, bytes: Buffer | string, endAfter = true): Promise<string> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(url);
    const pieces: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const finish = () => done(Buffer.concat(pieces).toString('latin1'));
    socket.setTimeout(answerTimeoutMs, () => socket.destroy(new Error('no answer')));
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('end', () => {
      socket.end();
      finish();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') finish();
      else failed(error);
    });
    socket.on('connect', () => {
      socket.write(bytes);
      if (endAfter) socket.end();
    });
  });
}
