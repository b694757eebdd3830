// Makes writes, syncs, truncations, openings and allocations of the running server fail, once or from then on, at its
// start and under work; fills its disk for real; and looks what it answers meanwhile, whether it works again by itself
// when the fault is gone, and what is left after a kill: everything that was acknowledged.
//   node faults.mjs EXPERTISEPOOLD LIBBETWEEN STORE_LOOK RUNS [SEED]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, deed, files, forEver, Orders } from './orders.mjs';
import { Pool, randomFrom, seedOf } from './pool_under_test.mjs';
import { Work } from './work.mjs';

const [program, between, look, runsText, seedText] = process.argv.slice(2);
if (!runsText) {
  console.error('usage: node faults.mjs EXPERTISEPOOLD LIBBETWEEN STORE_LOOK RUNS [SEED]');
  process.exit(2);
}
const runs = Number(runsText);
const seed = seedOf(seedText);
const random = randomFrom(seed);
const upTo = (most) => 1 + Math.floor(random() * most);
const runsOfALife = 5;
console.log(`${runs} faults, seed ${seed}`);

const faults = [
  { name: 'a write fails', calls: call.write, what: deed.EIO },
  { name: 'writes fail', calls: call.write, what: deed.EIO, times: forEver },
  { name: 'the disk is full', calls: call.write, what: deed.ENOSPC, times: forEver },
  { name: 'a write is half done', calls: call.write, what: deed.half },
  { name: 'a sync fails', calls: call.sync, what: deed.EIO },
  { name: 'syncs fail', calls: call.sync, what: deed.EIO, times: forEver },
  { name: 'truncations fail', calls: call.truncate, what: deed.EIO, times: forEver },
  { name: 'a file cannot be opened', calls: call.open, of: files.store | files.index | files.other, what: deed.EMFILE },
  { name: 'files cannot be opened', calls: call.open, of: files.store | files.index | files.other, what: deed.EMFILE, times: forEver },
  { name: 'a write to the index fails', calls: call.write, of: files.index, what: deed.EIO },
  { name: 'the index cannot be written', calls: call.write, of: files.index, what: deed.ENOSPC, times: forEver },
  { name: 'a sync of the index fails', calls: call.sync, of: files.index, what: deed.EIO },
  { name: 'an allocation fails', calls: call.memory, what: deed.ENOMEM },
  { name: 'twenty allocations fail', calls: call.memory, what: deed.ENOMEM, times: 20 },
];
const keepsWriting = (fault) => fault.times === forEver && fault.calls === call.write && (fault.of ?? files.store) === files.store;

function fail(what) {
  throw new Error(what);
}

/** What an answer may be while something fails: right, or a clear no. */
function judge(answer, doing) {
  if (answer.status < 300) return;
  // Somebody else changed the profile in between.
  if (doing === 'edit' && answer.status === 412) return;
  const clear = [408, 500, 503].includes(answer.status) && answer.type.startsWith('application/problem+json') && answer.body?.code && answer.body?.detail;
  if (!clear) fail(`${doing}: ${answer.status} ${answer.type} ${JSON.stringify(answer.body)}`);
}

class Patient {
  constructor(folder, environment = {}) {
    this.pool = new Pool(program, folder);
    mkdirSync(this.pool.data, { recursive: true, mode: 0o700 });
    this.pool.fill();
    this.work = new Work(this.pool, seed);
    this.environment = environment;
    this.told = new Map();
    patients.push(this);
  }
  tell(status) { this.told.set(status, (this.told.get(status) ?? 0) + 1); }

  start() { return this.pool.start(this.environment); }

  /** Two of everything, four at once; the answers are judged. */
  async workOn(kinds = ['ask', 'write', 'add', 'edit', 'read', 'refer']) {
    const person = async (first) => {
      for (let i = 0; i < kinds.length; ++i) {
        const kind = kinds[(first + i) % kinds.length];
        let answer;
        try {
          answer = await this.work[kind]();
        } catch (error) {
          if (this.pool.ended || error instanceof TypeError) {
            this.tell('no answer');
            this.noAnswer = true;
            return;
          }
          throw error;
        }
        this.tell(answer.status);
        judge(answer, kind);
      }
    };
    await Promise.all([0, 1, 3, 4].map(person));
  }

  /** What must go on while nothing can be written, and what must be refused. */
  async readOn() {
    const { pool, work } = this;
    for (const [doing, answer] of [
      ['the list of the pool', await pool.get(pool.coordinator, '/v1/specialists?limit=5')],
      ['a profile', await pool.get(pool.coordinator, `/v1/specialists/${work.edited}`)],
      ['a search', await pool.post(pool.coordinator, '/v1/specialists/_search', { text: 'schulden', limit: 5, offset: 0 })],
      ['a match', await pool.post(pool.member, '/v1/matches', { question: 'Er zijn schulden en de post ligt open.' })],
      ['whether it lives', await pool.get(pool.member, '/health/live')],
    ]) {
      if (answer.status !== 200) fail(`${doing} while nothing can be written: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    for (const [doing, code, answer] of [
      ['reading a case', 'cannot_record_access', await pool.get(pool.member, `/v1/consultations/${work.talks[0]}/messages`)],
      ['reading a question', 'cannot_record_access', await pool.get(pool.member, `/v1/consultations/${work.talks[0]}`)],
      ['asking', 'cannot_write', await work.ask()],
      ['adding a profile', 'cannot_write', await work.add()],
      ['whether it is ready', undefined, await pool.get(pool.member, '/health/ready')],
    ]) {
      const codes = [code, 'cannot_write'];
      if (answer.status !== 503 || (code && !codes.includes(answer.body.code))) fail(`${doing} while nothing can be written: ${answer.status} ${JSON.stringify(answer.body)}`);
      if (JSON.stringify(answer.body ?? '').includes('ongeopend')) fail(`${doing}: text of a case in a refusal`);
    }
  }

  /** When the fault is gone everything works again, without a restart. */
  async recovers() {
    for (const kind of ['ask', 'write', 'add', 'edit', 'read', 'refer']) {
      const answer = await this.work[kind]();
      if (answer.status >= 300) fail(`${kind} after the fault: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  async indexRecovers() {
    const until = performance.now() + 60_000;
    for (;;) {
      const status = await this.pool.get(this.pool.coordinator, '/v1/status');
      if (status.body.index.behind === 0) return;
      if (performance.now() > until) fail(`the index stays behind: ${JSON.stringify(status.body)}`);
    }
  }

  mustLive() {
    if (this.pool.ended) fail(`the server ended (${this.pool.ended.code ?? this.pool.ended.signal}): ${this.pool.errors}`);
  }

  look() {
    const looked = spawnSync(look, [this.pool.data], { input: this.work.promises.text(), encoding: 'utf8' });
    if (looked.status !== 0) fail(looked.stderr);
  }
}

// By std::terminate, or by itself with a word why; anything else is a crash.
const endedForMemory = (fault, ended) => fault.calls === call.memory && (ended.signal === 'SIGABRT' || ended.code === 1);
const patients = [];
const counts = { runs: 0, hit: 0, starts: 0, refusedStarts: 0, lives: 0, aborts: 0 };

async function injected(root) {
  const orders = new Orders(join(root, 'orders'));
  const patient = new Patient(join(root, 'injected'), {
    LD_PRELOAD: between, BETWEEN_FOLDER: join(root, 'injected', 'data'), BETWEEN_ORDERS: orders.path });
  const { pool, work } = patient;

  // How many calls of each kind a stretch of work takes.
  await patient.start();
  await work.begin();
  const ranges = new Map();
  for (const fault of faults) {
    orders.count(fault.calls, fault.of ?? files.store);
    await patient.workOn();
    await patient.indexRecovers();
    ranges.set(fault.name, Math.max(1, orders.get('seen')));
  }
  orders.end();
  await pool.kill();

  let order = 0;
  while (counts.runs < runs) {
    counts.lives += 1;
    // In every other life the start itself meets a fault: it starts, or says why not and ends by itself.
    if (counts.lives % 2 === 0 && counts.runs < runs) {
      const fault = faults[order++ % faults.length];
      const at = upTo(fault.calls === call.memory ? 2_000_000 : 12);
      orders.give({ ...fault, nth: at });
      counts.runs += 1;
      counts.starts += 1;
      try {
        await patient.start();
        await pool.kill();
      } catch (error) {
        if (!error.ended) throw error;
        counts.refusedStarts += 1;
        if (endedForMemory(fault, error.ended)) counts.aborts += 1;
        else if (error.ended.signal) fail(`${fault.name} at its start (${at}): ${error.message}`);
        if (!pool.errors.trim()) fail(`${fault.name} at its start: it ended and said nothing`);
      }
      if (orders.get('hit') > 0) counts.hit += 1;
      orders.end();
    }
    await patient.start();
    for (let i = 0; i < runsOfALife && counts.runs < runs; ++i) {
      const fault = faults[order++ % faults.length];
      const nth = upTo(ranges.get(fault.name));
      const where = `${fault.name} (call ${nth} of ${ranges.get(fault.name)}, fault ${counts.runs + 1})`;
      patient.noAnswer = false;
      try {
        orders.give({ ...fault, nth });
        await patient.workOn();
        if (patient.noAnswer) {
          // Not with what is left of the fault: that costs the next request too.
          orders.end();
          await pool.get(pool.member, '/health/live');
        }
        patient.mustLive();
        if (keepsWriting(fault)) {
          orders.give({ ...fault, nth: 1 });
          await patient.readOn();
        }
        if (orders.get('hit') > 0) counts.hit += 1;
        orders.end();
        counts.runs += 1;
        await patient.recovers();
        patient.mustLive();
        await patient.indexRecovers();
      } catch (error) {
        if (error instanceof TypeError) await Promise.race([pool.gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
        if (pool.ended && endedForMemory(fault, pool.ended)) {
          counts.aborts += 1;
          if (orders.get('calls') !== 0) { counts.runs += 1; counts.hit += 1; }
          orders.end();
          break;
        }
        fail(`${where}: ${pool.ended ? `the server ended (${pool.ended.code ?? pool.ended.signal}): ` : ''}${error.stack}\n${pool.errors}`);
      }
    }
    if (!pool.ended) await pool.kill();
    patient.look();
    if (counts.lives % 10 === 0) console.log(`${counts.runs} faults (${counts.hit} met), ${counts.lives} kills: ${work.acknowledged} acknowledged, 0 lost`);
  }
  orders.close();
  if (3 * counts.hit < counts.runs) fail(`of ${counts.runs} faults ${counts.hit} were met: nothing stands between the server and its disk`);
  console.log(`${counts.runs} faults (${counts.hit} met), of which ${counts.starts} at a start (${counts.refusedStarts} said why and ended); ` +
              `${counts.lives} kills; ${work.told()} acknowledged, 0 lost; no crash but ${counts.aborts} ends for want of memory; answers: ${[...patient.told].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
}

/** A disk without room, made by `fill` and `empty`. */
async function full(patient, name, fill, empty) {
  await patient.start();
  await patient.work.begin();
  await patient.recovers();
  await fill();
  try {
    await patient.workOn();
    // Until nothing fits any more: a message, and then not even a row.
    for (let i = 0; i < 200; ++i) if ((await patient.work.write()).status === 503) break;
    for (let i = 0; i < 200; ++i) if ((await patient.pool.get(patient.pool.member, '/health/ready')).status === 503) break;
    await patient.readOn();
  } finally {
    await empty();
  }
  patient.mustLive();
  await patient.recovers();
  await patient.indexRecovers();
  await patient.pool.kill();
  patient.look();
  console.log(`${name}: ${patient.work.told()} acknowledged, 0 lost; reading goes on, reading a case and writing answer 503, all works again with room`);
}

async function fullDisks(root) {
  const mounted = join(root, 'small');
  mkdirSync(mounted);
  if (process.getuid() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', mounted]).status === 0) {
    const filler = join(mounted, 'filler');
    try {
      await full(new Patient(mounted), 'a full disk of 24 MiB', () => {
        try {
          for (let i = 0; i < 24 * 256; ++i) writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error;
        }
      }, () => rmSync(filler));
    } finally {
      spawnSync('umount', ['-l', mounted]);
    }
  } else {
    console.log('no full disk: mounting one takes root');
  }
  const limited = new Patient(join(root, 'limited'));
  const limit = (bytes) => spawnSync('prlimit', [`--pid=${limited.pool.child.pid}`, `--fsize=${bytes}:unlimited`]);
  await full(limited, 'files that may not grow', () => limit(4096), () => limit('unlimited'));
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'expertisepool-faults-')));
try {
  await fullDisks(root);
  await injected(root);
} catch (error) {
  console.error(`FAILED (seed ${seed}): ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const { pool } of patients) if (pool.child && !pool.ended) pool.child.kill('SIGKILL');
  if (!process.env.KEEP) rmSync(root, { recursive: true, force: true });
}
