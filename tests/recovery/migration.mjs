// Kills the program at every step on the disk that it takes while it brings an older store to the newest form, makes
// each of those steps fail too, and looks what is left: the old form or the new one, whole, with every row; and the next
// start finishes it.
//   node migration.mjs LIBBETWEEN STORE_LOOK SCHEMA [EVERY_HOW_MANY_STEPS]
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, deed, files, Orders } from './orders.mjs';

const [between, look, schema, everyText] = process.argv.slice(2);
if (!schema) {
  console.error('usage: node migration.mjs LIBBETWEEN STORE_LOOK SCHEMA [EVERY_HOW_MANY_STEPS]');
  process.exit(2);
}
const every = Number(everyText ?? 1);
const applicationId = 0x65787070;
const people = 2000;
const root = realpathSync(mkdtempSync(join(tmpdir(), 'expertisepool-migration-')));
const data = join(root, 'data');
const database = join(data, 'pool.db');
const forms = readdirSync(schema).filter((name) => name.endsWith('.sql')).sort();

function sql(path, text) {
  const done = spawnSync('sqlite3', ['-bail', path], { input: text, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
  return done.stdout.trim();
}

/** A store of this form, with people in it. */
function make(form) {
  const path = join(root, `form${form}.db`);
  const [first, ...later] = forms.slice(0, form).map((name) => readFileSync(join(schema, name), 'utf8'));
  const place = "x'00112233445566778899aabbccddeeff'";
  sql(path, `PRAGMA journal_mode = WAL; BEGIN; ${first}
    INSERT INTO municipality VALUES (${place}, 'Voorbeeldstad', 'Regio', NULL, 0, 0, '');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${people})
    INSERT INTO user SELECT numbered.id, ${place}, 'Iemand', i || '@example.nl', 'nl', '', x'', NULL, NULL, 1
      FROM (SELECT i, CAST(printf('%016d', i) AS BLOB) AS id FROM n) AS numbered;
    ${later.join('\n')}
    PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${form}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
  return path;
}

function lay(old) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  copyFileSync(old, database);
  writeFileSync(join(data, 'master.key'), Buffer.alloc(32, 7), { mode: 0o600 });
}

function open(environment = {}) {
  return spawnSync(look, [data], { input: '', encoding: 'utf8', env: { ...process.env, ...environment } });
}

/** As it lies there, opened by another program on a copy. */
function formLeft() {
  const copy = join(root, 'copy.db');
  for (const end of ['', '-wal']) {
    rmSync(copy + end, { force: true });
    if (existsSync(database + end)) copyFileSync(database + end, copy + end);
  }
  const [form, count, whole] = sql(copy, 'PRAGMA user_version; SELECT count(*) FROM user; PRAGMA integrity_check;').split('\n');
  if (Number(count) !== people || whole !== 'ok') throw new Error(`${count} of ${people} people are left; ${whole}`);
  return Number(form);
}

try {
  const orders = new Orders(join(root, 'orders'));
  const armed = { LD_PRELOAD: between, BETWEEN_FOLDER: data, BETWEEN_ORDERS: orders.path };
  const counts = { kills: 0, faults: 0, old: 0, new: 0, refused: 0 };
  for (const form of [1, 12, forms.length - 1]) {
    const old = make(form);
    for (const what of [deed.killed, deed.EIO, deed.ENOSPC]) {
      for (let nth = every; ; nth += every) {
        lay(old);
        orders.give({ calls: call.write | call.sync | call.truncate | call.open, of: files.store | files.other, nth, what });
        const done = open(armed);
        const wasHit = orders.get('hit') > 0;
        orders.end();
        if (!wasHit) {
          if (done.status !== 0) throw new Error(`form ${form} without harm: ${done.stderr}`);
          break;
        }
        if (what === deed.killed) counts.kills += 1;
        else counts.faults += 1;
        if (what !== deed.killed && done.signal) throw new Error(`form ${form}, step ${nth}: ended by ${done.signal}`);
        if (what !== deed.killed && done.status !== 0) {
          counts.refused += 1;
          if (!done.stderr.trim()) throw new Error(`form ${form}, step ${nth}: failed and said nothing`);
        }
        const left = formLeft();
        if (left !== form && left !== forms.length) throw new Error(`form ${form}, step ${nth}: form ${left} is left`);
        counts[left === form ? 'old' : 'new'] += 1;
        const again = open();
        if (again.status !== 0) throw new Error(`form ${form}, step ${nth}: the next start: ${again.stderr}`);
        if (formLeft() !== forms.length) throw new Error(`form ${form}, step ${nth}: the next start did not finish it`);
      }
    }
  }
  console.log(`${counts.kills} kills and ${counts.faults} faults while migrating (${counts.refused} of them told): the old form was left ` +
              `${counts.old} times, the new one ${counts.new} times, never a part; each next start finished it`);
  if (counts.old === 0 || counts.new === 0) throw new Error('not every moment was met');
} catch (error) {
  console.error(`FAILED: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
