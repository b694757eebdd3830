// What no sound client sends, to the server's own port and through nginx as it is shipped: nothing of it brings the
// server down, hangs, is answered 5xx or is read as another number of requests than it is. LONG=1 for more of it.
import { connect as connectPlain } from 'node:net';
import type { Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { publicName, startEdge } from '../harness/edge.ts';
import type { Edge } from '../harness/edge.ts';
import { operate } from '../harness/server.ts';
import { mutated, randomOf, shapesFor, soundRequests } from '../harness/shapes.ts';

const isLong = process.env['LONG'] !== undefined;
const seed = Number(process.env['SEED'] ?? 20_261_123);
const mebibyte = 1024;

let edge: Edge;
beforeAll(async () => {
  // Here all come from one address, and none waits for another.
  edge = await startEdge({ 'rate=100r/s': 'rate=100000r/s', 'burst=300': 'burst=100000' });
});
afterAll(() => edge.end());

interface Way {
  open: (ready: () => void) => Socket;
  pid: () => number;
  data: () => string;
  /** Who says at once that they send no more gets no answer of nginx; they say it after so long without one. */
  patienceMs: number;
  /** How many answers the bytes of two requests may get: the server's own connections end with the first. */
  answers: number;
  mutations: number;
}
const ways: Record<string, Way> = {
  direct: {
    open: (ready) => {
      const { hostname, port } = new URL(inject('server').url);
      return connectPlain({ host: hostname, port: Number(port), localAddress: '127.44.3.1', allowHalfOpen: true }, ready);
    },
    pid: () => inject('server').pid,
    data: () => inject('server').data,
    patienceMs: 0,
    answers: 1,
    mutations: isLong ? 100_000 : 3000,
  },
  'through nginx': {
    open: (ready) =>
      connectTls(
        { host: '127.0.0.1', port: edge.port, servername: publicName, ca: edge.certificate, ALPNProtocols: ['http/1.1'] },
        ready,
      ),
    pid: () => edge.pid,
    data: () => edge.data,
    patienceMs: 1500,
    // Some hold a request, which nginx may rightly take for the next one.
    answers: 3,
    mutations: isLong ? 20_000 : 1000,
  },
};

const line = '\r\n';
/** What has an answer of its own, that none of the others has: nothing of it may come before its turn. */
const after = `GET /v1/openapi.json HTTP/1.1${line}Host: ${publicName}${line}Connection: close${line}${line}`;
const ofAfter = '"openapi":';

/** Sends bytes as they are; gives all that comes back until the other side closes. */
function send(way: Way, text: string): Promise<string> {
  return new Promise((done, failed) => {
    const pieces: Buffer[] = [];
    let ending: NodeJS.Timeout | undefined;
    const socket = way.open(() => {
      socket.write(Buffer.from(text, 'latin1'));
      if (way.patienceMs === 0) socket.end();
      else ending = setTimeout(() => socket.end(), way.patienceMs);
    });
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('close', () => {
      clearTimeout(ending);
      done(Buffer.concat(pieces).toString('latin1'));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') failed(error);
    });
    socket.setTimeout(30_000, () => socket.destroy(new Error(`it hangs: ${JSON.stringify(text.slice(0, 300))}`)));
  });
}

const statusesIn = (answer: string): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) [A-Z][A-Za-z -]*\r\n/g)].map(([, status]) => Number(status)).filter((each) => each !== 100);
const isFault = (status: number): boolean => status >= 500 && status !== 501 && status !== 505;
const memory = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / mebibyte;

describe.each(Object.entries(ways))('%s', (name, way) => {
  const shapes = shapesFor(publicName);

  test('there are many shapes', () => {
    expect(new Set(shapes.map(([, bytes]) => bytes)).size).toBeGreaterThanOrEqual(200);
  });

  test.each(shapes.map(([shown, bytes]): [string, string] => [JSON.stringify(shown), bytes]))('%s', async (_, bytes) => {
    const answer = await send(way, bytes + after);
    const statuses = statusesIn(answer);
    expect(statuses.filter(isFault), answer).toEqual([]);
    expect(statuses.length, answer).toBeLessThanOrEqual(way.answers);
    expect(answer).not.toContain('root:x:0');
    // The answer to the last request is the last one, and comes once.
    const last = answer.slice(answer.lastIndexOf('HTTP/1.1 '));
    expect(answer.slice(0, answer.length - last.length)).not.toContain(ofAfter);
  });

  test('a sound request is answered afterwards', async () => {
    const answer = await send(way, after);
    expect(statusesIn(answer)).toEqual([200]);
    expect(answer).toContain(ofAfter);
  });

  test(`${way.mutations} mutations of seed ${seed}`, { timeout: 900_000 }, async () => {
    const email = `vreemd${name.length}@voorbeeld.example`;
    await operate(['municipality', 'add', '--data', way.data(), '--name', 'Vreemdstad']);
    await operate(
      ['user', 'add', '--data', way.data(), '--email', email, '--name', 'Vera Vreemd', '--role', 'team_member', '--municipality', 'Vreemdstad'],
    );
    const token = await operate(['token', 'create', '--data', way.data(), '--user', email]);
    // As many that were sound as others.
    const sound = Array.from({ length: 20 }, () => soundRequests(publicName, token)).flat();
    const all = [...sound, ...shapes.map(([, bytes]) => bytes).filter((bytes) => bytes.length < 8000)];
    for (const each of sound.slice(0, 4)) {
      expect(statusesIn(await send(way, each.replace('Accept:', `Connection: close${line}Accept:`)))).toEqual([200]);
    }
    const random = randomOf(seed);
    const counts = new Map<number, number>();
    let [left, slowest] = [0, 0];
    const client = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const text = mutated(all, random);
        const from = performance.now();
        const answer = await send(way, way.answers === 1 ? text : text + after);
        slowest = Math.max(slowest, performance.now() - from);
        const statuses = statusesIn(answer);
        if (statuses.some(isFault) || (way.answers === 1 && statuses.length > 1))
          expect.unreachable(`${JSON.stringify(text)} was answered ${answer.slice(0, 2000)}`);
        counts.set(statuses[0] ?? 0, (counts.get(statuses[0] ?? 0) ?? 0) + 1);
      }
    };
    // Arenas and caches fill with the first half; what grows in the second would go on growing.
    const half = async (): Promise<number> => {
      left = way.mutations / 2;
      await Promise.all(Array.from({ length: 16 }, client));
      return memory(way.pid());
    };
    const filled = await half();
    const grown = (await half()) - filled;
    const told = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'closed'} ${count}`);
    console.log(
      `${name}: ${shapes.length} shapes and ${way.mutations} mutations of seed ${seed}: 0 crash, 0 hang, 0 5xx, 0 desync; ` +
        `slowest ${Math.round(slowest)} ms; memory ${grown.toFixed(1)} MiB more in the second half; ${told.join(', ')}`,
    );
    expect(grown).toBeLessThan(48);
    expect(statusesIn(await send(way, after))).toEqual([200]);
  });
});
