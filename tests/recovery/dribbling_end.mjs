// Tells the server to end (SIGTERM) while eight clients write to it and a hundred dribble a request, read no answer or
// say nothing: it must leave in order within ten seconds, and every write that was answered must be there afterwards.
//   node dribbling_end.mjs EXPERTISEPOOLD ROUNDS [SEED]
import { connect } from 'node:net';
import { randomFrom } from './pool_under_test.mjs';
import { Pool, percentile } from './served_pool.mjs';

const [program, roundsText, seedText = '11'] = process.argv.slice(2);
const rounds = Number(roundsText);
if (!program || !Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: node dribbling_end.mjs EXPERTISEPOOLD ROUNDS [SEED]');
  process.exit(2);
}
const limitMs = 10_000;
const dribblers = 100;
const random = randomFrom(Number(seedText));
const pool = new Pool(program, 'end');
const acknowledged = new Set();
let serial = 0;

const kinds = [
  'GET /v1/openapi.json HTTP/1.1\r\nHo',
  'POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  'GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n',
  '',
];

/** One that goes on, a byte at a time, or reads nothing of what comes. */
function dribble(number) {
  const { hostname, port } = new URL(pool.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  socket.pause();
  socket.write(kinds[number % kinds.length]);
  const drip = setInterval(() => socket.write('x'), 50);
  socket.on('close', () => clearInterval(drip));
  return () => { clearInterval(drip); socket.destroy(); };
}

async function write(ended) {
  while (!ended.now) {
    const number = ++serial;
    try {
      const made = await pool.call(pool.member, 'POST', '/v1/consultations', { text: `Moeder heeft schulden. Nummer ${number}.` });
      if (made.status === 201) acknowledged.add(made.body.id);
      else if (made.status !== 503) throw new Error(`${made.status} ${JSON.stringify(made.body)}`);
    } catch (fault) {
      if (fault instanceof TypeError) return;
      throw fault;
    }
  }
}

const times = [];
try {
  pool.make(20, random);
  for (let round = 1; round <= rounds; ++round) {
    await pool.start();
    const stops = Array.from({ length: dribblers }, (_, i) => dribble(i));
    const ended = { now: false };
    const writers = Array.from({ length: 8 }, () => write(ended));
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.floor(random() * 500)));
    const from = performance.now();
    const timer = setTimeout(() => pool.child.kill('SIGKILL'), 3 * limitMs);
    const how = await pool.end();
    clearTimeout(timer);
    times.push(performance.now() - from);
    ended.now = true;
    for (const stop of stops) stop();
    await Promise.all(writers);
    if (how !== 0) throw new Error(`round ${round}: it ended with ${how}: ${pool.said()}`);
    pool.operate('verify');
  }
  await pool.start();
  const found = new Set();
  for (;;) {
    const page = await pool.call(pool.member, 'GET', `/v1/consultations?limit=200&offset=${found.size}`);
    for (const { id } of page.body.items) found.add(id);
    if (found.size >= page.body.total || page.body.items.length === 0) break;
  }
  const lost = [...acknowledged].filter((id) => !found.has(id));
  await pool.end();
  console.log(`${rounds} times told to end under ${dribblers} who dribble: gone after p50 ${Math.round(percentile(times, 0.5))} ms, at most ` +
              `${Math.round(Math.max(...times))} ms, each with 0; ${lost.length} of ${acknowledged.size} answered writes lost`);
  if (lost.length > 0 || Math.max(...times) >= limitMs) process.exitCode = 1;
} catch (fault) {
  console.error(`FAILED: ${fault.message}`);
  process.exitCode = 1;
} finally {
  pool.remove();
}
