// Kills the server while eight clients write to it, again and again, and looks what is left: every write
// that was acknowledged must be there once, both logs must hold, and the index must be in step within a second
// of listening. A request that was not answered is sent again with its idempotency key and must make nothing
// twice.
//   node server_kill.mjs EXPERTISEPOOLD ROUNDS [SEED]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, roundsText, seedText] = process.argv.slice(2);
const rounds = Number(roundsText);
if (!program || !Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: node server_kill.mjs EXPERTISEPOOLD ROUNDS [SEED]');
  process.exit(2);
}
const seed = Number(seedText ?? Date.now() % 1_000_000);
console.log(`${rounds} rounds, seed ${seed}`);

// mulberry32: the moments of the kills can be had again with the seed.
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const folder = mkdtempSync(join(tmpdir(), 'expertisepool-kill-'));
const data = join(folder, 'data');

function operate(...words) {
  const done = spawnSync(program, [...words, '--data', data], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout.trim();
}

function start() {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['serve', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stderr.on('data', (bytes) => { err = (err + bytes).slice(-4000); });
    child.stdout.on('data', (bytes) => {
      out += bytes;
      const found = /listening on (http:\/\/\S+)/.exec(out);
      if (found) resolve({ child, url: found[1] });
    });
    child.on('exit', (code, signal) => reject(new Error(`the server ended by itself (${code ?? signal}): ${err}`)));
  });
}

async function call(url, token, method, path, body, key) {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json, application/problem+json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key) headers['idempotency-key'] = key;
  const answer = await fetch(url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined };
}

async function all(url, token, path) {
  const items = [];
  for (;;) {
    const page = await call(url, token, 'GET', `${path}${path.includes('?') ? '&' : '?'}limit=200&offset=${items.length}`);
    if (page.status !== 200) throw new Error(`${path}: ${page.status} ${JSON.stringify(page.body)}`);
    items.push(...page.body.items);
    if (items.length >= page.body.total || page.body.items.length === 0) return items;
  }
}

operate('municipality', 'add', '--name', 'Proefstad');
operate('team', 'add', '--name', 'Proefteam');
operate('user', 'add', '--email', 'coordinator@example.nl', '--name', 'Coördinator Proef', '--role', 'coordinator');
operate('user', 'add', '--email', 'lid@example.nl', '--name', 'Lid Proef', '--role', 'team_member', '--team', 'Proefteam');
const coordinator = operate('token', 'create', '--user', 'coordinator@example.nl');
const member = operate('token', 'create', '--user', 'lid@example.nl');

let serial = 0;
const acknowledged = { specialists: new Map(), consultations: new Map() };
let municipality;
let unanswered = [];

// One write: a profile, or a question. Its marker is a number of its own, so that doubles show.
function nextWrite(client) {
  const number = ++serial;
  const key = `kill-${seed}-${number}`;
  if (client % 2 === 0) {
    return { number, key, kind: 'specialists', token: coordinator, path: '/v1/specialists',
             body: { municipality, name: `Proefpersoon ${number}`, title: 'Schuldhulpverlener', topics: ['schulden'], externalId: `p${number}` } };
  }
  return { number, key, kind: 'consultations', token: member, path: '/v1/consultations',
           body: { text: `Moeder heeft schulden en de post ligt ongeopend. Nummer ${number}.` } };
}

async function send(url, write) {
  const answer = await call(url, write.token, 'POST', write.path, write.body, write.key);
  if (answer.status === 201) acknowledged[write.kind].set(write.number, answer.body.id);
  else if (answer.status !== 503) throw new Error(`${write.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.status === 201;
}

async function client(url, number, ended) {
  while (!ended.now) {
    const write = nextWrite(number);
    try {
      if (!(await send(url, write))) unanswered.push(write);
    } catch (error) {
      if (error instanceof TypeError || error.cause) { unanswered.push(write); return; }
      throw error;
    }
  }
}

function fail(what) {
  console.error(`FAILED (seed ${seed}): ${what}`);
  process.exitCode = 1;
  throw new Error(what);
}

/** Waits until the index knows all that is in the log; fails when it does not by `until`. */
async function inStep(round, url, until) {
  for (;;) {
    const status = await call(url, coordinator, 'GET', '/v1/status');
    if (status.status === 200 && status.body.index.behind === 0) return;
    if (performance.now() > until) fail(`round ${round}: the index is behind: ${JSON.stringify(status.body)}`);
  }
}

let slowest = 0;
let repeated = 0;
try {
  for (let round = 1; round <= rounds; ++round) {
    const { child, url } = await start();
    const started = performance.now();
    municipality ??= (await call(url, coordinator, 'GET', '/v1/municipalities')).body.items[0].id;

    // In step within a second of listening.
    await inStep(round, url, started + 1000);
    slowest = Math.max(slowest, performance.now() - started);

    // What was not answered is asked again.
    for (const write of unanswered) { repeated += 1; if (!(await send(url, write))) fail(`round ${round}: a repeat was refused`); }
    unanswered = [];

    // Every acknowledged write is there, once.
    const people = await all(url, coordinator, '/v1/specialists');
    const questions = await all(url, member, '/v1/consultations');
    for (const [kind, found] of [['specialists', people], ['consultations', questions]]) {
      const ids = new Set(found.map((each) => each.id));
      for (const [number, id] of acknowledged[kind]) if (!ids.has(id)) fail(`round ${round}: ${kind} ${number} was acknowledged and is lost`);
      if (ids.size !== acknowledged[kind].size) fail(`round ${round}: ${ids.size} ${kind}, ${acknowledged[kind].size} acknowledged: something was made twice`);
    }

    // The index itself knows each of them, also what was just repeated: a search finds as many as there are.
    await inStep(round, url, performance.now() + 10_000);
    if (people.length > 0) {
      const found = await call(url, coordinator, 'POST', '/v1/specialists/_search', { limit: 200, offset: 0 });
      const expected = Math.min(people.length, 200);
      if (found.status !== 200 || found.body.items.length !== expected) fail(`round ${round}: the index finds ${found.body?.items?.length} of ${expected}`);
    }

    const ended = { now: false };
    const clients = Array.from({ length: 8 }, (_, i) => client(url, i, ended));
    const after = 200 + Math.floor(random() * 800);
    await new Promise((resolve) => setTimeout(resolve, after));
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    ended.now = true;
    await Promise.all([gone, ...clients]);
    operate('verify');
    const writes = acknowledged.specialists.size + acknowledged.consultations.size;
    console.log(`round ${round}: killed after ${after} ms, ${writes} writes acknowledged so far, ${unanswered.length} unanswered`);
  }
  console.log(`0 lost, 0 doubled of ${acknowledged.specialists.size + acknowledged.consultations.size}; ${repeated} repeats; ` +
              `in step at the latest ${Math.round(slowest)} ms after listening`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
