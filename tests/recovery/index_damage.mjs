// Damages the index of a pool in every way of the list below, while the server is down (stopped or killed) and while
// it runs, and asks the same questions all the time: each must be answered as before the damage, or with 503
// and the sentence that the index is being built anew. Prints how long it takes until all are answered as before.
//   node index_damage.mjs EXPERTISEPOOLD PEOPLE [SECONDS_AT_MOST] [long] [SEED]
// The short form does by turns one of the two.
import { closeSync, cpSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from './pool_under_test.mjs';
import { Pool, percentile } from './served_pool.mjs';

const [program, peopleText, patienceText = '60', form = 'short', seedText = '7'] = process.argv.slice(2);
const people = Number(peopleText);
// With a copy; without one it is built anew, which takes minutes.
let patience = Number(patienceText) * 1000;
const patienceWithoutCopy = 20;
if (!program || !Number.isInteger(people) || people < 1) {
  console.error('usage: node index_damage.mjs EXPERTISEPOOLD PEOPLE [SECONDS_AT_MOST] [long] [SEED]');
  process.exit(2);
}
const random = randomFrom(Number(seedText));
const pool = new Pool(program, 'damage');
const index = join(pool.data, 'index');
const kept = { older: join(pool.folder, 'older'), empty: join(pool.folder, 'empty'), others: join(pool.folder, 'others') };

const present = () => join(index, readFileSync(join(index, 'current'), 'utf8').trim());
function inPlace(file, change) {
  const path = join(present(), file);
  const descriptor = openSync(path, 'r+');
  try { change(descriptor, fstatSync(descriptor).size); } finally { closeSync(descriptor); }
}
const overwrite = (file, share, bytes) => inPlace(file, (descriptor, size) => writeSync(descriptor, bytes, 0, bytes.length, Math.floor((size - bytes.length) * share)));
const flip = (file) => inPlace(file, (descriptor, size) => {
  const at = Math.floor(size * random());
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, at);
  byte[0] ^= 0x10;
  writeSync(descriptor, byte, 0, 1, at);
});
const remove = (file) => rmSync(join(present(), file));
const cut = (file) => inPlace(file, (_, size) => truncateSync(join(present(), file), Math.floor(size / 2)));
const instead = (directory) => { rmSync(index, { recursive: true }); cpSync(directory, index, { recursive: true }); };
const noise = Buffer.from(Array.from({ length: 1024 }, () => Math.floor(random() * 256)));
const withoutCopy = 'the copy is damaged too';
// `anywhere`: what may lie where nothing is kept, so that nothing is wrong.
const damages = [
  ['the directory is gone', () => rmSync(index, { recursive: true })],
  ['the note of the present generation is gone', () => rmSync(join(index, 'current'))],
  ['the version file is gone', () => remove('iamglass')],
  ['the version file is cut', () => cut('iamglass')],
  ['a bit of the version file is flipped', () => flip('iamglass'), 'anywhere'],
  ['the postings are gone', () => remove('postlist.glass')],
  ['the postings are cut', () => cut('postlist.glass')],
  ['the records are gone', () => remove('docdata.glass')],
  ['the terms are gone', () => remove('termlist.glass')],
  ['a block of the postings is zero', () => overwrite('postlist.glass', 0.5, Buffer.alloc(8192)), 'anywhere'],
  ['a bit of the postings is flipped', () => flip('postlist.glass'), 'anywhere'],
  ['noise in the records', () => overwrite('docdata.glass', 0.3, noise), 'anywhere'],
  ['noise in the terms', () => overwrite('termlist.glass', 0.6, noise), 'anywhere'],
  ['the postings cannot be read', () => { remove('postlist.glass'); mkdirSync(join(present(), 'postlist.glass')); }],
  ['an older index stands in its place', () => instead(kept.older), 'behind'],
  ['an empty index stands in its place', () => instead(kept.empty), 'behind'],
  ['an index of another pool stands in its place', () => instead(kept.others)],
  [withoutCopy, () => {
    rmSync(index, { recursive: true });
    for (const each of readdirSync(`${index}.copy`)) if (each.endsWith('.seal')) rmSync(join(`${index}.copy`, each));
  }, 'without a copy'],
];

const tally = { right: 0, unavailable: 0, wrong: 0, fault: 0 };
const times = [];
let questions;
let expected;

const asks = () => questions.flatMap((text) => [
  ['/v1/specialists/_search', { text, limit: 20 }],
  ['/v1/matches', { question: text, limit: 10 }],
]);
const shown = ({ items, candidates, total }) =>
  JSON.stringify([(items ?? candidates).map((each) => [(each.specialist ?? each).id, each.score]), total]);

async function learn() {
  expected = [];
  for (const [path, body] of asks()) {
    const { status, body: given } = await pool.call(pool.member, 'POST', path, body);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    expected.push(shown(given));
  }
}

/** Asks everything once; whether all was answered as before. */
async function ask(what) {
  let right = 0;
  for (const [i, [path, body]] of asks().entries()) {
    const { status, headers, body: given } = await pool.call(pool.member, 'POST', path, body);
    if (status === 200 && shown(given) === expected[i]) { right += 1; tally.right += 1; }
    else if (status === 503 && given.code === 'index_rebuilding' && headers.get('retry-after')) tally.unavailable += 1;
    else if (status === 200) { tally.wrong += 1; console.error(`WRONG (${what}): ${JSON.stringify(body)}`); }
    else { tally.fault += 1; console.error(`FAULT (${what}): ${status} ${JSON.stringify(given)}`); }
  }
  return right === expected.length;
}

async function askUntilRight(what, from) {
  while (!(await ask(what))) {
    if (performance.now() - from > patience) throw new Error(`${what}: not right after ${patience / 1000} s: ${pool.said()}`);
  }
  return performance.now() - from;
}

let serial = 0;
/** Somebody new is found by a word of their own: the index goes on, and is written to. */
async function writeAndFind() {
  const word = `qwirv${++serial}lont`;
  const made = await pool.call(pool.coordinator, 'POST', '/v1/specialists', { municipality: pool.municipality, name: 'Nieuw Iemand', title: word, topics: [word] });
  if (made.status !== 201) throw new Error(`no profile: ${JSON.stringify(made.body)}`);
  const until = performance.now() + patience;
  for (;;) {
    const found = await pool.call(pool.coordinator, 'POST', '/v1/specialists/_search', { text: word, limit: 2 });
    if (found.status === 200 && found.body.items.some((each) => (each.specialist ?? each).id === made.body.id)) return;
    if (performance.now() > until) throw new Error(`${word} is not found: ${JSON.stringify(found.body)}`);
  }
}

/** Everything of the index was read and is sound; damage that is found is waited for. */
async function untilSound(what, from) {
  for (;;) {
    const { status, out } = pool.tried('verify');
    if (status === 0) return { took: performance.now() - from };
    if (!out.includes('The index is not as it was written')) throw new Error(`${what}: ${out}`);
    if (performance.now() - from > patience) throw new Error(`${what}: not sound after ${patience / 1000} s: ${out}`);
    await ask(what);
  }
}

function note(how, what, ms, more = '') {
  if (what !== withoutCopy) times.push(ms);
  console.log(`${how.padEnd(8)} ${what.padEnd(46)} right after ${String(Math.round(ms)).padStart(6)} ms${more}`);
}

async function whileDown(how, what, damage) {
  await writeAndFind();
  await learn();
  await pool.end(how === 'killed' ? 'SIGKILL' : 'SIGTERM');
  damage();
  const from = performance.now();
  await pool.start();
  note(how, what, await askUntilRight(`${how}, ${what}`, from));
  await untilSound(what, performance.now());
}

async function whileRunning(what, damage, kind) {
  await writeAndFind();
  await learn();
  const before = await builtAnew();
  const from = performance.now();
  damage();
  // What is seen by looking at the files is noticed by itself within seconds; what only reading shows, when it is read.
  while (kind !== 'anywhere' && (await builtAnew()) === before) {
    await ask(`running, ${what}`);
    if (performance.now() - from > patience) throw new Error(`running, ${what}: not noticed: ${pool.said()}`);
  }
  const { took } = await untilSound(what, from);
  await askUntilRight(`running, ${what}`, from);
  note('running', what, took, (await builtAnew()) > before ? '' : ', where nothing is kept');
}

// Every building stands on standard error as a line of JSON, with why.
async function untilTold(from) {
  for (;;) {
    const lines = pool.said().split('\n').filter((line) => line.includes('"index_build"') && line.endsWith('}'));
    const { level, reason, found_by: foundBy, what } = JSON.parse(lines.at(-1) ?? '{}');
    if (level === 'warning' && /^(missing|damaged|foreign|other_history)$/.test(reason) && /^(start|search|write|watch)$/.test(foundBy) && what) return;
    if (performance.now() - from > patience) throw new Error(`a building was not told: ${pool.said()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function builtAnew() {
  const text = await (await fetch(`${pool.url}/metrics`)).text();
  return Number(/^expertisepool_index_built_anew (\d+)/m.exec(text)[1]);
}

try {
  const began = performance.now();
  // An index of others, of as many events at least.
  const others = new Pool(program, 'others');
  try {
    others.make(Math.min(people, 500), random);
    await others.start();
    await others.end();
    cpSync(join(others.data, 'index'), kept.others, { recursive: true });
  } finally { others.remove(); }
  questions = pool.make(people, random, () => cpSync(index, kept.empty, { recursive: true }));
  await pool.start();
  pool.municipality = (await pool.call(pool.coordinator, 'GET', '/v1/municipalities')).body.items[0].id;
  const made = performance.now();
  await learn();
  await pool.end();
  cpSync(index, kept.older, { recursive: true });
  const start = await pool.start();
  // It is made within seconds, and slowly, so that nobody notices.
  while (!existsSync(join(`${index}.copy`, 'current'))) await ask('while a copy is made');
  console.log(`${people} people, ${expected.length} questions; made in ${Math.round((made - began) / 1000)} s, starts in ${Math.round(start)} ms, ${Math.round(pool.memory())} MiB`);
  for (const [i, [what, damage, kind]] of damages.entries()) {
    // The last one.
    if (kind === 'without a copy') patience *= patienceWithoutCopy;
    if (form === 'long' || i % 2 === 0) {
      await whileDown(i % 4 === 0 ? 'stopped' : 'killed', what, damage);
      if (!kind || kind === 'without a copy') await untilTold(performance.now());
    }
    if (form === 'long' || i % 2 === 1) {
      await whileRunning(what, damage, kind);
      if (kind !== 'anywhere') await untilTold(performance.now());
    }
  }
  // As an index that was built by hand answers.
  await learn();
  await pool.end();
  pool.operate('reindex');
  await pool.start();
  if (!(await ask('after reindex'))) throw new Error('an index made by hand answers otherwise');
  const ended = await pool.end();
  if (ended !== 0) throw new Error(`the server ended with ${ended}`);
  console.log(`damaged in ${damages.length} ways, ${times.length} times with a copy, at ${people} people: ${tally.right} answers right, ${tally.unavailable} "being built anew", ` +
              `${tally.wrong} wrong, ${tally.fault} other; right again after p50 ${Math.round(percentile(times, 0.5))} ms, at most ${Math.round(Math.max(...times))} ms`);
  if (tally.wrong + tally.fault > 0) process.exitCode = 1;
} catch (fault) {
  console.error(`FAILED: ${fault.message}`, tally);
  process.exitCode = 1;
} finally {
  pool.remove();
}
