// Walks through the product as people at a terminal do: the operator fills a pool and serves it, the judged
// questions are matched in a batch, and an asker, a specialist and a coordinator see one question through to
// its review. It knows the programs by their words, output and exit status only, never by HTTP or the store.
//   node cli_walk.mjs EXPERTISEPOOLD EXPERTISEPOOL
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [server, client] = process.argv.slice(2);
if (!server || !client || process.argv.length !== 4) {
  console.error('usage: node cli_walk.mjs EXPERTISEPOOLD EXPERTISEPOOL');
  process.exit(2);
}
const least_ndcg = 0.6;
const most_rows = 20;
const judged = join(dirname(fileURLToPath(import.meta.url)), '..', 'relevance', 'dev');
const folder = mkdtempSync(join(tmpdir(), 'expertisepool-cli-'));
const data = join(folder, 'data');
const settings = join(folder, 'settings');

const lines = (text) => text.split('\n').filter((line) => line !== '');
const readLines = (path) => lines(readFileSync(path, 'utf8'));
const jsonLines = (path) => readLines(path).map((line) => JSON.parse(line));

class Failed extends Error {}

function check(holds, what, seen) {
  if (holds) return;
  throw new Failed(seen === undefined ? what : `${what}; seen: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
}

// Nothing of the caller's own pool, sign-on or language reaches the programs.
const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: settings, LANG: 'nl_NL.UTF-8' };
for (const name of ['EXPERTISEPOOL_URL', 'EXPERTISEPOOL_TOKEN', 'EXPERTISEPOOL_DATA', 'EXPERTISEPOOL_KEY_FILE']) {
  delete environment[name];
}

function run(program, words, { env = {}, input = '', output = 'pipe' } = {}) {
  const done = spawnSync(program, words, { encoding: 'utf8', input, stdio: ['pipe', output, 'pipe'], env: { ...environment, ...env }, timeout: 60_000 });
  if (done.error) throw new Failed(`${words.join(' ')}: ${done.error.message}`);
  return { status: done.status, out: done.stdout, err: done.stderr };
}

function expect(status, call, words, options) {
  const done = call(words, options);
  check(done.status === status, `\`${words.join(' ')}\` must end with ${status}`, done);
  return done;
}

const operator = (words, options) => run(server, [...words, '--data', data], options);
const operate = (...words) => expect(0, operator, words).out.trim();

let url;
// A person at a terminal with a token of their own.
const person = (token) => (words, options) =>
  run(client, words, { ...options, env: { EXPERTISEPOOL_URL: url, EXPERTISEPOOL_TOKEN: token } });
const does = (who, ...words) => expect(0, who, words).out;
function answers(who, ...words) {
  const out = does(who, ...words, '--json');
  try {
    return JSON.parse(out);
  } catch {
    throw new Failed(`\`${words.join(' ')} --json\` must print JSON; seen: ${out.slice(0, 400)}`);
  }
}

function addUser(email, name, ...more) {
  operate('user', 'add', '--email', email, '--name', name, ...more);
  return person(operate('token', 'create', '--user', email));
}

function profilesInIndex() {
  const found = /^profiles in the index (\d+)$/m.exec(operate('status'));
  check(found, '`status` must say how many profiles are in the index');
  return Number(found[1]);
}

// A server that neither starts nor ends is killed, so that nothing waits for ever.
function within(seconds, child, promise) {
  const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  return promise.finally(() => clearTimeout(late));
}

function serve() {
  const child = spawn(server, ['serve', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  return within(30, child, new Promise((resolve, reject) => {
    const ended = new Promise((told) => child.once('exit', (code, signal) => told(code ?? signal)));
    let out = '';
    let err = '';
    child.stderr.on('data', (bytes) => { err = (err + bytes).slice(-4000); });
    child.stdout.on('data', (bytes) => {
      out += bytes;
      const found = /listening on (http:\/\/\S+)/.exec(out);
      if (found) resolve({ child, ended, url: found[1] });
    });
    child.once('error', reject);
    ended.then((how) => reject(new Failed(`the server ended by itself (${how}): ${err}`)));
  }));
}

const agreed = { confidentiality_until: '2099-12-31', conduct_until: '2099-12-31', covenant_until: '2099-12-31' };
const specialistRow = { id: 'w001', name: 'Sam Wandelaar', title: 'Adviseur imkerij', organisation: 'Proefbureau Honing',
                        summary: 'Vragen over bijenvolken op het balkon.', expertise: ['bijenvolken'], languages: ['nl'],
                        hours: 'elke dag 0-24', capacity: 5, ...agreed };
const faultyFile = join(folder, 'faulty.jsonl');
writeFileSync(faultyFile, [
  JSON.stringify(specialistRow),
  JSON.stringify({ id: 'w002', title: 'Zonder naam' }),
  JSON.stringify({ id: 'w003', name: 'Rik Wandelaar', title: 'Adviseur', hours: 'elke blauwe dag' }),
  '{"id": "w004", "name": ',
  JSON.stringify({ id: 'w005', name: 'Nel Wandelaar', title: 'Adviseur torenklokken' }),
].join('\n') + '\n');

function checkFaultsNamed(err) {
  for (const [place, what] of [['line 2/name: required', 'a missing name'],
                               ['line 3/hours: hours_not_understood', 'hours that are not understood']]) {
    check(lines(err).includes(place), `${what} must be named by line and field`, err);
  }
  check(/^line 4\b/m.test(err), 'a row that is not JSON must be named by its line', err);
  check(!/^line [15]\b/m.test(err), 'a sound row must not be named as faulty', err);
}

function fillPool() {
  expect(0, operator, ['init', '--municipality', 'Proefstad']);
  check(expect(1, operator, ['init']).err !== '', 'a second `init` must say why it is refused');
  const profiles = jsonLines(join(judged, 'profiles.jsonl')).length;
  const importing = () => operate('import', 'specialists', join(judged, 'profiles.jsonl'));
  check(importing() === `${profiles} rows: ${profiles} added, 0 changed, 0 unchanged, 0 left out`, 'every profile must be added');
  const before = operate('status');
  const again = importing();
  check(again === `${profiles} rows: 0 added, 0 changed, ${profiles} unchanged, 0 left out`, 'the same file again must change nothing', again);
  check(operate('status') === before, 'the same file again must leave log and index as they were');
  const refused = expect(1, operator, ['import', 'specialists', faultyFile]);
  checkFaultsNamed(refused.err);
  check(refused.err.includes('3 of 5 rows'), 'the refusal must count the faulty rows', refused.err);
  check(operate('status') === before, 'a refused file must leave log and index as they were');
  console.log(`import: ${profiles} added, then ${profiles} unchanged; a faulty file refused by line and field, nothing of it imported`);
  return profiles;
}

function ndcg(ranked, grades) {
  const gain = (grade) => 2 ** grade - 1;
  const sum = (list) => list.slice(0, 10).reduce((total, grade, i) => total + gain(grade) / Math.log2(i + 2), 0);
  const ideal = sum([...grades.values()].sort((a, b) => b - a));
  return ideal ? sum(ranked.map((id) => grades.get(id) ?? 0)) / ideal : 0;
}

// As tests/relevance/evaluate.py has it: by score, ties by id; questions without a grade of 1 are left out.
function meanNdcg(rows, questions) {
  const grades = new Map();
  for (const line of readLines(join(judged, 'qrels.tsv'))) {
    const [question, profile, grade] = line.split('\t');
    if (!grades.has(question)) grades.set(question, new Map());
    grades.get(question).set(profile, Number(grade));
  }
  const answerable = questions.filter(({ id }) => [...(grades.get(id)?.values() ?? [])].some((grade) => grade >= 1));
  const each = answerable.map(({ id }) => {
    const own = rows.filter((row) => row.question === id);
    own.sort((a, b) => b.score - a.score || (a.profile < b.profile ? -1 : 1));
    return ndcg(own.map((row) => row.profile), grades.get(id));
  });
  return { value: each.reduce((a, b) => a + b, 0) / each.length, of: each.length };
}

function matchBatch(asker) {
  const output = join(folder, 'run');
  const questionFile = join(judged, 'queries.jsonl');
  const questions = jsonLines(questionFile);
  does(asker, 'match', '--batch', questionFile, '--output', output);
  const rows = readLines(join(output, 'run.tsv')).map((line) => {
    const [question, profile, score, ...more] = line.split('\t');
    check(more.length === 0 && Number.isFinite(Number(score ?? NaN)), 'a row of run.tsv is question, profile and score', line);
    return { question, profile, score: Number(score) };
  });
  const profiles = new Set(jsonLines(join(judged, 'profiles.jsonl')).map((profile) => profile.id));
  const stranger = rows.find((row) => !profiles.has(row.profile));
  check(!stranger, 'run.tsv must name profiles by their external ids', stranger);
  for (const { id } of questions) {
    const own = rows.filter((row) => row.question === id).map((row) => row.profile);
    check(own.length <= most_rows, `${id} must have at most ${most_rows} rows`, own.length);
    check(new Set(own).size === own.length, `${id} must name nobody twice`, own);
  }
  const lineEach = (name, field, sound) => {
    const found = jsonLines(join(output, name));
    check(JSON.stringify(found.map((each) => each.id)) === JSON.stringify(questions.map((each) => each.id)),
          `${name} must have a line for each question, in order`, found.length);
    found.forEach((each, i) => check(sound(each[field], questions[i]), `${name} must have a sound \`${field}\``, each));
  };
  lineEach('teams.jsonl', 'team', (team) => Array.isArray(team) && team.every((id) => profiles.has(id)));
  lineEach('personal_data.jsonl', 'found', (found, { text }) => Array.isArray(found) && found.every((part) => text.includes(part)));
  lineEach('understood.jsonl', 'understood', (understood) => typeof understood === 'object' && understood !== null);
  const { value, of } = meanNdcg(rows, questions);
  check(value >= least_ndcg, `nDCG@10 must be at least ${least_ndcg}`, value.toFixed(4));
  console.log(`match --batch: ${questions.length} questions, ${rows.length} rows, nDCG@10 ${value.toFixed(4)} over ${of}; ` +
              'teams, personal data and what was understood for each');
}

function importWhileServing(profiles) {
  checkFaultsNamed(expect(1, operator, ['import', 'specialists', faultyFile]).err);
  check(profilesInIndex() === profiles, 'a file refused by the running server must leave the pool as it was');
  const done = expect(0, operator, ['import', 'specialists', faultyFile, '--skip-invalid']);
  check(done.out.trim() === '5 rows: 2 added, 0 changed, 0 unchanged, 3 left out', 'the sound rows must be added', done.out);
  checkFaultsNamed(done.err);
  check(profilesInIndex() === profiles + 2, 'the sound rows must be in the index');
  console.log('import --skip-invalid while it serves: 2 added, 3 left out and named');
}

const texts = { question: 'Bewoner houdt bijenvolken op het balkon en de buren klagen. Wat kan het team doen?',
                clarification: 'Hoeveel kasten staan er?', reply: 'Er staan twee kasten.',
                advice: 'Ga samen kijken en maak afspraken met de buren.', forAsker: 'Plan een gesprek van een uur.',
                reason: 'Steekproef van dit kwartaal.' };

function findSpecialist(asker) {
  const found = answers(asker, 'search', 'bijenvolken');
  const own = found.items.find((item) => item.specialist.externalId === specialistRow.id);
  check(own, 'the search must find the imported specialist', found.total);
  check(own.specialist.presence.state === 'now', 'hours of every day from 0 to 24 must make a specialist free now',
        own.specialist.presence);
  check(answers(asker, 'match', texts.question).candidates[0]?.specialist.id === own.specialist.id,
        'the match must put the only one who knows the topic first');
  check(does(asker, 'search', 'bijenvolken').includes(specialistRow.name), 'the table of a search must name the specialist');
  return own.specialist.id;
}

const stateAfter = (step, state) => check(step.state === state, `the state must become ${state}`, step.state);
const waits = (who, id) => answers(who, 'inbox').items.some((item) => item.id === id);

function talk(asker, specialist, invited) {
  const asked = answers(asker, 'ask', texts.question, '--invite', invited, '--resident', 'no_identifying_data');
  stateAfter(asked, 'open');
  check(asked.invitations.length === 1 && asked.invitations[0].specialist.id === invited, 'the specialist must be invited', asked.invitations);
  const id = asked.id;
  check(waits(specialist, id), 'the question must be in the inbox of the specialist');
  check(does(specialist, 'inbox').includes(id), 'the table of the inbox must name the question');
  check(answers(asker, 'mine').items.some((item) => item.id === id), 'the question must be among those of the asker');
  check(answers(specialist, 'accept', id).decision === 'accept', 'the invitation must be accepted');
  stateAfter(answers(specialist, 'clarify', id, texts.clarification), 'awaiting_asker');
  // The text comes from standard input.
  stateAfter(JSON.parse(expect(0, asker, ['reply', id, '-', '--json'], { input: texts.reply }).out), 'in_consultation');
  expect(1, asker, ['advise', id, 'Dit is niet aan de vrager.']);
  stateAfter(answers(specialist, 'advise', id, texts.advice, '--for-asker', texts.forAsker), 'advised');
  const read = does(asker, 'show', id);
  for (const part of ['question', 'clarification', 'reply', 'advice', 'forAsker']) {
    check(read.includes(texts[part]), `the asker must read the ${part}`, read);
  }
  const ending = ['close', id, '--result', 'solved_in_team', '--value-resident', '4', '--value-asker', '5', '--minutes', '30'];
  stateAfter(answers(asker, ...ending, '--referral-avoided'), 'closed');
  expect(1, asker, ending);
  return id;
}

function coordinate(coordinator, asker, id) {
  check(!does(coordinator, 'show', id).includes(texts.question), 'without a reason the coordinator must not read the text');
  answers(coordinator, 'reason', id, texts.reason);
  const read = answers(coordinator, 'show', id);
  check(JSON.stringify(read.messages).includes(texts.advice), 'with a reason the coordinator must read the advice');
  answers(coordinator, 'review', id, '--verdict', 'in_order', '--note', 'Helder en bruikbaar.');
  const [review, ...more] = answers(coordinator, 'show', id).consultation.reviews;
  check(more.length === 0 && review?.verdict === 'in_order', 'the consultation must show its review', review);
  check(does(asker, 'show', id).includes(texts.reason), 'the asker must see the reason for reading');

  const events = answers(coordinator, 'log', '--consultation', id).items;
  const wanted = [['question_asked', 'Vera Vrager'], ['specialist_invited', 'Vera Vrager'], ['invitation_accepted', 'Sam Wandelaar'],
                  ['clarification_asked', 'Sam Wandelaar'], ['clarification_answered', 'Vera Vrager'], ['advice_given', 'Sam Wandelaar'],
                  ['consultation_closed', 'Vera Vrager'], ['reason_for_access_given', 'Kim Toetser'], ['reviewed', 'Kim Toetser']];
  const seen = events.map((event) => [event.kind, event.actor?.name]);
  check(JSON.stringify(seen) === JSON.stringify(wanted), 'the log must hold every step, who took it, in order', seen);
  const table = does(coordinator, 'log', '--consultation', id);
  for (const event of events) check(table.includes(event.text), `the table of the log must say: ${event.text}`, table);
  const asked = answers(coordinator, 'log', '--kind', 'question_asked').items;
  check(asked.length === 1 && asked[0].consultation === id, 'the whole log must find the question by its kind', asked);
  return events.length;
}

// A coordinator takes the vocabulary out, tries a file, reads it and reads it again.
function keepVocabulary(coordinator, asker) {
  const all = join(folder, 'topics.csv');
  does(coordinator, 'topics', 'export', all);
  const [header, ...rows] = readFileSync(all, 'utf8').trim().split('\r\n');
  check(header.startsWith('code;term;synonyms;'), 'the export must have its columns', header);
  check(does(coordinator, 'topics', 'import', all).includes(`${rows.length} unchanged`), 'an export read back must change nothing');
  const own = join(folder, 'own-topics.csv');
  writeFileSync(own, 'term;signs\nknutselmiddag;zoekt een plek om te knutselen\n');
  check(does(coordinator, 'topics', 'import', own, '--dry-run').includes('line 2: added knutselmiddag'), 'a trial must tell what it would add');
  check(does(coordinator, 'topics', 'import', own).includes('1 added'), 'a file with a new topic must add it');
  check(does(coordinator, 'topics', 'import', own).includes('1 unchanged'), 'read again it must change nothing');
  writeFileSync(own, 'term;signs\nknutselmiddag;\n');
  const trial = does(coordinator, 'topics', 'import', own, '--dry-run');
  check(trial.includes('signs: 1 removed: zoekt een plek om te knutselen') && trial.includes('--removals 1'), 'a trial must tell what would go', trial);
  expect(1, coordinator, ['topics', 'import', own]);
  check(does(coordinator, 'topics', 'import', own, '--removals', '1').includes('1 changed'), 'what was agreed to may go');
  writeFileSync(own, 'term;laws\nknutselmiddag;Wet van Murphy\n');
  expect(1, coordinator, ['topics', 'import', own]);
  expect(1, asker, ['topics', 'export']);
  expect(2, coordinator, ['topics', 'import', join(folder, 'none.csv')]);
}

function walk(profiles, asker) {
  importWhileServing(profiles);
  const specialist = addUser('sam@example.nl', 'Sam Wandelaar', '--role', 'specialist', '--specialist', specialistRow.id);
  const coordinator = addUser('kim@example.nl', 'Kim Toetser', '--role', 'coordinator');
  const id = talk(asker, specialist, findSpecialist(asker));
  const steps = coordinate(coordinator, asker, id);
  keepVocabulary(coordinator, asker);
  console.log(`walk: asked, invited, accepted, clarified, replied, advised, closed, reason given, reviewed; ${steps} steps in the log`);
}

function exitStatuses(asker) {
  const unknown = '00000000-0000-7000-8000-000000000000';
  expect(1, asker, ['show', unknown]);
  expect(1, asker, ['log']);
  for (const words of [[], ['wandelen'], ['show'], ['match'], ['close', unknown, '--result', 'onbekend'],
                       ['match', '--batch', faultyFile], ['match', '--batch', faultyFile, '--output', join(folder, 'none')]]) {
    expect(2, asker, words);
  }
  expect(2, operator, ['user', 'add', '--email', 'x@example.nl', '--name', 'X', '--role', 'onbekend']);
  expect(2, operator, ['token', 'create', '--user', 'niemand@example.nl']);
  for (const words of [[], ['onbekend'], ['serve', '--port', '99999'], ['demo', '--onbekend']]) expect(2, (all) => run(server, all), words);
  expect(4, person(''), ['whoami']);
  expect(4, person('geen-sleutel'), ['whoami']);
  console.log('exit status: 1 refused, 2 called wrongly, 4 without a token or with a wrong one');
}

// What cannot be read or written as it is meant is said, and nothing of it is kept.
function wrongText(asker, coordinator) {
  const latin1 = join(folder, 'latin1.csv');
  writeFileSync(latin1, Buffer.from('code;synonyms\r\nschulden;financi\xeble nood\r\n', 'latin1'));
  const asked = answers(asker, 'mine').items.length;
  for (const [who, words, input] of [
    [asker, ['ask', '-', '--resident', 'no_identifying_data'], Buffer.from('caf\xe9', 'latin1')],
    [coordinator, ['topics', 'import', latin1, '--dry-run']],
  ]) {
    const { err } = expect(2, who, words, { input });
    check(err.includes('not UTF-8'), 'text that is not UTF-8 must be refused as such', err);
  }
  check(answers(asker, 'mine').items.length === asked, 'a question that cannot be read must not be asked');
  const full = openSync('/dev/full', 'w');
  try {
    expect(2, coordinator, ['topics', 'export'], { output: full });
    expect(1, operator, ['status'], { output: full });
    expect(1, (words, options) => run(server, words, options), ['init', '--data', join(folder, 'unseen')], { output: full });
  } finally { closeSync(full); }
  console.log('text that is not UTF-8 is refused, and output that cannot be written is told');
}

// A directory with nothing in it is no pool, and one of which the database is lost is not made anew.
function noPool() {
  const nowhere = join(folder, 'nowhere');
  const lost = join(folder, 'lost');
  for (const words of [['verify'], ['status'], ['serve', '--port', '0'], ['reindex'], ['migrate'], ['rotate-key'],
                       ['backup', '--file', join(folder, 'none.backup')], ['retention', '--dry-run'], ['user', 'add', '--email', 'x@example.nl', '--name', 'X', '--role', 'team_member']]) {
    const { err } = expect(1, (all) => run(server, all), [...words, '--data', nowhere]);
    check(err.includes('there is no pool'), 'where there is no pool that must be said', err);
  }
  check(!existsSync(nowhere), 'a mistyped directory must not be made');
  cpSync(data, lost, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const database = join(lost, 'pool.db');
  for (const lose of [() => writeFileSync(database, ''), () => rmSync(database)]) {
    lose();
    for (const words of [['status'], ['municipality', 'add', '--name', 'Elders']]) {
      const { err } = expect(1, (all) => run(server, all), [...words, '--data', lost]);
      check(err.includes('missing or empty'), 'a lost database must not be replaced', err);
    }
  }
  console.log('no pool, or one of which the database is lost, is told and not made');
}

// A page of an index that no log is read by.
function damagedFile() {
  const damaged = join(folder, 'damaged');
  cpSync(data, damaged, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const database = join(damaged, 'pool.db');
  const sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'notification' AND sql IS NOT NULL LIMIT 1";
  const page = Number(spawnSync('sqlite3', [database, sql], { encoding: 'utf8' }).stdout);
  const size = readFileSync(database).readUInt16BE(16);
  check(page > 1 && size >= 512, 'there must be a page to damage', `${page} of ${size}`);
  const file = openSync(database, 'r+');
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(file);
  const { err } = expect(1, (all) => run(server, all), ['verify', '--data', damaged]);
  check(err.includes('is damaged'), '`verify` must read the whole database', err);
  console.log('a damaged page that no log stands on is found by verify');
}

function signOn() {
  const email = 'wil@example.nl';
  const password = 'een lang en eigen wachtwoord';
  const words = ['user', 'add', '--email', email, '--name', 'Wil Wachtwoord', '--role', 'team_member', '--password-stdin'];
  expect(0, operator, words, { input: `${password}\n` });
  const terminal = (more, options = {}) => run(client, more, options);
  const at = { EXPERTISEPOOL_URL: url };
  expect(4, terminal, ['login', '--email', email], { env: at, input: 'een ander wachtwoord\n' });
  // A new pool asks a second factor of everybody, which takes a browser.
  const alone = expect(1, terminal, ['login', '--email', email], { env: at, input: `${password}\n` });
  check(alone.err.includes('tweede stap') || alone.err.includes('second step'), 'a password alone must not be enough in a new pool', alone.err);
  operate('second-factor', '--required', 'no');
  expect(4, terminal, ['whoami'], { env: at });
  expect(0, terminal, ['login', '--email', email], { env: at, input: `${password}\n` });
  const credentials = join(settings, 'expertisepool', 'credentials');
  check((statSync(credentials).mode & 0o077) === 0, 'nobody else may read the kept sign-on');
  // Neither server nor token is given now: both are kept.
  const who = expect(0, terminal, ['whoami']).out;
  check(who.includes('Wil Wachtwoord') && who.includes(email), '`whoami` must say who signed on', who);
  const token = readLines(credentials)[1];
  expect(0, terminal, ['logout']);
  expect(4, terminal, ['whoami'], { env: at });
  expect(4, person(token), ['whoami']);
  console.log('login with a password, whoami from what was kept, logout: the token is void after it');
  signOnToRead(terminal, email, password, at);
}

// What the token may be used for is chosen; it ends itself all the same.
function signOnToRead(terminal, email, password, at) {
  const login = (...scopes) => ['login', '--email', email, ...scopes.flatMap((each) => ['--scope', each])];
  expect(1, terminal, login('alles'), { env: at, input: `${password}\n` });
  expect(0, terminal, login('read'), { env: at, input: `${password}\n` });
  const token = readLines(join(settings, 'expertisepool', 'credentials'))[1];
  expect(0, terminal, ['whoami']);
  const refused = expect(1, terminal, ['ask', 'Mag ik dit vragen?', '--resident', 'no_identifying_data']);
  check(refused.err.includes('ask'), 'who may only read must hear which scope is wanted', refused.err);
  expect(0, terminal, ['logout']);
  expect(4, person(token), ['whoami']);
  expect(0, terminal, login('read', 'ask'), { env: at, input: `${password}\n` });
  expect(0, terminal, ['logout']);
  console.log('login --scope: a token to read asks nothing, and ends itself');
}

let serving;
// While it serves.
function backUp() {
  const file = join(folder, 'pool.backup');
  const said = operate('backup', '--file', file);
  check(said.includes('both logs hold'), 'a backup must have been read back', said);
  return file;
}

// Under the key that was, while the pool itself goes over to another one. What --data says counts, whatever the
// environment says.
function putBack(file) {
  const key = join(folder, 'old.key');
  const again = join(folder, 'again');
  copyFileSync(join(data, 'master.key'), key);
  const anywhere = (words) => run(server, words, { env: { EXPERTISEPOOL_DATA: data } });
  operate('rotate-key');
  expect(1, anywhere, ['restore', '--file', file, '--key', join(data, 'master.key'), '--data', again]);
  expect(0, anywhere, ['restore', '--file', file, '--key', key, '--data', again]);
  const events = (said) => Number(/Last event (\d+)/.exec(said)?.[1]);
  const there = events(expect(0, anywhere, ['verify', '--data', again]).out);
  const here = events(expect(0, anywhere, ['verify']).out);
  check(there > 0 && there < here, 'what was put back must be the pool of then', `${there} of ${here}`);
  expect(1, anywhere, ['restore', '--file', file, '--key', key, '--data', again]);
  console.log(`a backup was put back: event ${there}, while the pool came to ${here} with its new key`);
}

try {
  const profiles = fillPool();
  operate('team', 'add', '--name', 'Proefteam');
  const asker = addUser('vera@example.nl', 'Vera Vrager', '--role', 'team_member', '--team', 'Proefteam');
  serving = await serve();
  url = serving.url;
  check(answers(asker, 'whoami').email === 'vera@example.nl', 'a token made before it served must hold');
  matchBatch(asker);
  walk(profiles, asker);
  exitStatuses(asker);
  wrongText(asker, person(operate('token', 'create', '--user', 'kim@example.nl')));
  signOn();
  operate('verify');
  const copy = backUp();
  serving.child.kill('SIGTERM');
  const how = await within(20, serving.child, serving.ended);
  check(how === 0, 'SIGTERM must end the server with status 0', String(how));
  expect(3, asker, ['whoami']);
  const verified = operate('verify');
  check(verified.startsWith('Both logs hold.'), 'both logs must hold', verified);
  console.log('SIGTERM ended it with status 0, no server gives 3, both logs hold');
  noPool();
  damagedFile();
  putBack(copy);
} catch (error) {
  console.error(`FAILED: ${error instanceof Failed ? error.message : error.stack}`);
  process.exitCode = 1;
} finally {
  serving?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
