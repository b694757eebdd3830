// Records every step that the server takes on its disk while people work with it, is stopped and is killed, and holds
// what a power cut could leave at any moment to what was acknowledged by then (power_loss_states.cc). Then the same with
// what SQLite calls synchronous = NORMAL, which the program has no option for: there losses must show, else this proves
// nothing.
//   node power_loss.mjs EXPERTISEPOOLD LIBBETWEEN POWER_LOSS_STATES STATES WRITES [SEED]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool, seedOf } from './pool_under_test.mjs';
import { Promises, Work } from './work.mjs';

const [program, between, states, statesText, writesText, seedText] = process.argv.slice(2);
if (!writesText) {
  console.error('usage: node power_loss.mjs EXPERTISEPOOLD LIBBETWEEN POWER_LOSS_STATES STATES WRITES [SEED]');
  process.exit(2);
}
const seed = seedOf(seedText);
const root = realpathSync(mkdtempSync(join(tmpdir(), 'expertisepool-power-')));
const sessions = 4;

async function record(name, writes, more) {
  const folder = join(root, name);
  const steps = join(root, `${name}.steps`);
  const pool = new Pool(program, folder, { LD_PRELOAD: between, BETWEEN_FOLDER: join(folder, 'data'), BETWEEN_RECORD: steps, ...more });
  pool.fill();
  const work = new Work(pool, seed);
  work.promises = new Promises(() => `${statSync(steps).size} `);
  for (let session = 0; session < sessions; ++session) {
    await pool.start();
    await work.begin();
    await work.together(Math.ceil(writes / sessions), session % 2 === 0 ? undefined : ['ask', 'write', 'add', 'edit', 'read', 'refer']);
    await (session % 2 === 0 ? pool.kill() : pool.stop());
  }
  const promises = join(root, `${name}.promises`);
  writeFileSync(promises, work.promises.text());
  return { steps, promises, told: work.told(), megabytes: Math.round(statSync(steps).size / 1e6) };
}

function cut({ steps, promises }, howMany, whole, tells) {
  const done = spawnSync(states, [steps, promises, String(howMany), String(seed), String(whole)], { encoding: 'utf8' });
  if (tells || done.status !== 0) process.stderr.write(done.stderr);
  if (done.status !== 0) throw new Error('the states could not be made');
  return JSON.parse(done.stdout);
}

try {
  console.log(`seed ${seed}`);
  const howMany = Number(statesText);
  const full = await record('full', Number(writesText), {});
  const found = cut(full, howMany, 30, true);
  console.log(`${full.told} acknowledged, ${found.steps} steps on the disk (${full.megabytes} MB); ${found.states} power cuts: ` +
              `${found.lost} lost something, ${found.faulty} were faulty; the whole product opened in ${found.whole}`);
  const control = await record('normal', Math.ceil(Number(writesText) / 4), { BETWEEN_SYNCHRONOUS: 'NORMAL' });
  const seen = cut(control, Math.ceil(howMany / 4), 1_000_000, false);
  console.log(`with synchronous = NORMAL: ${seen.states} power cuts, ${seen.lost} lost something, ${seen.faulty} were faulty`);
  if (found.lost > 0 || found.faulty > 0) throw new Error('something acknowledged was lost');
  if (found.states < howMany) throw new Error(`only ${found.states} states`);
  if (seen.lost === 0) throw new Error('the control lost nothing: this test would not see a loss');
} catch (error) {
  console.error(`FAILED (seed ${seed}): ${error.message}`);
  process.exitCode = 1;
} finally {
  if (!process.env.KEEP) rmSync(root, { recursive: true, force: true });
  else console.log(`left in ${root}`);
}
