// Kills the server while eight clients write to it, again and again, and looks what is left: every write
// that was acknowledged must be there once, both logs must hold, and the index must come into step: in the
// long form 99 of 100 times within a second of listening. A request that was not answered is sent again with
// its idempotency key and must make nothing twice. Two pools take turns on the two halves of the rounds, and
// are made anew after every 25.
//   node server_kill.mjs EXPERTISEPOOLD STORE_LOOK ROUNDS FEWEST_WRITES [SEED]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool, percentiles, randomFrom, seedOf } from './pool_under_test.mjs';

const [program, look, roundsText, fewestText, seedText] = process.argv.slice(2);
const rounds = Number(roundsText);
const fewest = Number(fewestText);
if (!program || !look || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(fewest)) {
  console.error('usage: node server_kill.mjs EXPERTISEPOOLD STORE_LOOK ROUNDS FEWEST_WRITES [SEED]');
  process.exit(2);
}
const seed = seedOf(seedText);
const random = randomFrom(seed);
console.log(`${rounds} rounds, seed ${seed}`);

const roundsOfAPool = 25;
// Writes after which a round is killed: 200 to 210 on average.
const killedAfter = () => 110 + Math.floor(random() * 191);
// From so many rounds on a figure of time is one: in step within this many milliseconds of listening.
const roundsOfAFigure = 100;
const inStepWithin = 1000;
const root = mkdtempSync(join(tmpdir(), 'expertisepool-kill-'));
const counts = { specialists: 0, consultations: 0, messages: 0, edits: 0, references: 0, repeats: 0, early: 0 };
const restarts = [];
const steps = [];
let serial = 0;
let done = 0;

function fail(what) {
  throw new Error(`FAILED (seed ${seed}): ${what}`);
}

/** Runs a program while the other pool goes on. */
function run(name, words, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(name, words, { stdio: ['pipe', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (bytes) => { errors += bytes; });
    child.stdin.on('error', () => {});
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, errors }));
    child.stdin.end(input);
  });
}

/** A pool with what was acknowledged of it. */
class Lane {
  constructor(name) {
    this.name = name;
    this.pools = 0;
    this.renew();
  }
  renew() {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
    this.folder = join(root, `${this.name}${++this.pools}`);
    this.pool = new Pool(program, this.folder).fill();
    this.acknowledged = { specialists: new Map(), consultations: new Map(), messages: new Map() };
    this.edited = undefined;
    this.unanswered = [];
  }

  write(kind, path, token, body) {
    return { kind, path, token, body, number: serial, key: `kill-${seed}-${serial}` };
  }
  // Each marker is a number of its own, so that doubles show.
  nextWrite(client) {
    const number = ++serial;
    if (client < 2) {
      return this.write('specialists', '/v1/specialists', this.pool.coordinator,
                        { municipality: this.municipality, name: `Proefpersoon ${number}`, title: 'Schuldhulpverlener',
                          topics: ['schulden'], externalId: `p${number}` });
    }
    if (client < 4) {
      return this.write('consultations', '/v1/consultations', this.pool.member,
                        { text: `Moeder heeft schulden en de post ligt ongeopend. Nummer ${number}.` });
    }
    return this.write('messages', `/v1/consultations/${this.talk}/messages`, this.pool.member,
                      { text: `En nog iets: nummer ${number}.` });
  }

  acknowledge(kind) {
    counts[kind] += 1;
    this.ofThisRound += 1;
    if (this.ofThisRound >= this.wanted) this.enough();
  }
  async send(write) {
    const answer = await this.pool.post(write.token, write.path, write.body, write.key);
    // 408: on a busy machine, while this program made the other pool.
    if (answer.status === 503 || answer.status === 408) return false;
    if (answer.status !== 201) fail(`${write.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.acknowledged[write.kind].set(write.number, { id: answer.body.id, talk: write.kind === 'messages' ? write.path : '' });
    this.acknowledge(write.kind);
    return true;
  }
  /** Changes a profile, or a reference of the team's own: the number in it only goes up. */
  async change(client) {
    const number = ++serial;
    if (client === 6) {
      const answer = await this.pool.call(this.pool.coordinator, 'PUT', `/v1/specialists/${this.edited.id}`,
                                          { name: `Wijziging ${number}`, topics: ['schulden'] }, { 'if-match': this.edited.etag });
      if (answer.status === 408) return;
      if (answer.status !== 200) fail(`a change of a profile: ${answer.status} ${JSON.stringify(answer.body)}`);
      Object.assign(this.edited, { etag: answer.etag, number });
      return this.acknowledge('edits');
    }
    const answer = await this.pool.call(this.pool.member, 'PUT', `/v1/consultations/${this.talk}/own-reference`,
                                        { ownReference: `z${number}` });
    if (answer.status === 408) return;
    if (answer.status !== 204) fail(`a reference: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.reference = { talk: this.talk, number };
    this.acknowledge('references');
  }

  async client(number) {
    while (!this.over) {
      const write = number < 6 ? this.nextWrite(number) : undefined;
      try {
        if (!write) await this.change(number);
        else if (!(await this.send(write))) this.unanswered.push(write);
      } catch (error) {
        if (!(error instanceof TypeError) && !error.cause && !(error instanceof SyntaxError)) throw error;
        if (write) this.unanswered.push(write);
        return;
      }
    }
  }

  /** Waits until the index knows all that is in the log; fails when it does not by `until`. */
  async inStep(round, until) {
    for (;;) {
      const status = await this.pool.get(this.pool.coordinator, '/v1/status');
      if (status.status === 200 && status.body.index.behind === 0) return;
      if (performance.now() > until) fail(`round ${round}: the index is behind: ${JSON.stringify(status.body)}`);
    }
  }

  /** Killed while it opens what the kill before left. */
  async killEarly() {
    const starting = this.pool.start();
    starting.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 1500)));
    await this.pool.kill();
    counts.early += 1;
  }

  async round(round) {
    if (round % 10 === 0) await this.killEarly();
    const { pool } = this;
    const spawned = performance.now();
    await pool.start();
    const listening = performance.now();
    restarts.push(listening - spawned);
    this.municipality = (await pool.get(pool.coordinator, '/v1/municipalities')).body.items[0].id;
    await this.inStep(round, listening + 60_000);
    steps.push(performance.now() - listening);

    // What was not answered is asked again.
    this.ofThisRound = 0;
    this.wanted = Infinity;
    for (const write of this.unanswered) {
      counts.repeats += 1;
      while (!(await this.send(write))) counts.repeats += 1;
    }
    this.unanswered = [];
    await this.checkAll(round);

    this.talk ??= '';
    const asked = this.write('consultations', '/v1/consultations', pool.member, { text: `Een gesprek over schulden. Nummer ${++serial}.` });
    Object.assign(asked, { number: serial, key: `kill-${seed}-${serial}` });
    if (!(await this.send(asked))) fail(`round ${round}: a question was refused`);
    this.talk = this.acknowledged.consultations.get(asked.number).id;
    if (!this.edited) {
      const made = this.nextWrite(0);
      if (!(await this.send(made))) fail(`round ${round}: a profile was refused`);
      this.edited = { id: this.acknowledged.specialists.get(made.number).id, number: 0 };
    }
    this.edited.etag = (await pool.get(pool.coordinator, `/v1/specialists/${this.edited.id}`)).etag;

    this.over = false;
    this.ofThisRound = 0;
    this.wanted = killedAfter();
    const reached = new Promise((resolve) => { this.enough = resolve; });
    const clients = Array.from({ length: 8 }, (_, i) => this.client(i));
    // A client that fails ends the round.
    await Promise.race([reached, Promise.all(clients)]);
    if (pool.ended) fail(`round ${round}: the server ended by itself: ${pool.errors}`);
    await new Promise((resolve) => setTimeout(resolve, random() * 5));
    await pool.kill();
    this.over = true;
    await Promise.all(clients);
    await this.look(round);
    done += 1;
    const total = counts.specialists + counts.consultations + counts.messages + counts.edits + counts.references;
    if (rounds <= 20 || done % 20 === 0) console.log(`${done} rounds: ${total} writes acknowledged, ${this.unanswered.length} unanswered`);
  }

  /** By the store's own code, past the server. */
  async look(round) {
    const promises = [];
    for (const [kind, what] of [['specialists', 'specialist'], ['consultations', 'consultation'], ['messages', 'message']]) {
      for (const { id } of this.acknowledged[kind].values()) promises.push(`${what} ${id} 1`);
    }
    if (this.edited?.etag) promises.push(`specialist ${this.edited.id} ${JSON.parse(this.edited.etag)}`);
    const looked = await run(look, [this.pool.data], promises.join('\n'));
    if (looked.status !== 0) fail(`round ${round}: ${looked.errors}`);
  }

  /** As people see it: every acknowledged write is there, once. */
  async checkAll(round) {
    const { pool, acknowledged } = this;
    const people = await pool.all(pool.coordinator, '/v1/specialists');
    const questions = await pool.all(pool.member, '/v1/consultations');
    for (const [kind, found] of [['specialists', people], ['consultations', questions]]) {
      const ids = new Set(found.map((each) => each.id));
      for (const [number, { id }] of acknowledged[kind]) if (!ids.has(id)) fail(`round ${round}: ${kind} ${number} was acknowledged and is lost`);
      if (ids.size !== acknowledged[kind].size) fail(`round ${round}: ${ids.size} ${kind}, ${acknowledged[kind].size} acknowledged: something was made twice`);
    }
    if (this.talk) {
      const path = `/v1/consultations/${this.talk}/messages`;
      const written = (await pool.all(pool.member, path)).filter((each) => each.kind === 'message');
      const texts = new Map(written.map((each) => [each.id, each.versions[0].parts.text]));
      const expected = [...acknowledged.messages].filter(([, each]) => each.talk === path);
      for (const [number, { id }] of expected) if (!texts.get(id)?.includes(`nummer ${number}.`)) fail(`round ${round}: message ${number} was acknowledged and is lost`);
      if (written.length !== expected.length) fail(`round ${round}: ${written.length} messages, ${expected.length} acknowledged`);
    }
    const reached = (text) => Number(/\d+$/.exec(text ?? '')?.[0] ?? 0);
    if (this.edited?.number) {
      const name = people.find((each) => each.id === this.edited.id).name;
      if (reached(name) < this.edited.number) fail(`round ${round}: the change ${this.edited.number} of a profile is lost: ${name}`);
    }
    if (this.reference) {
      const thread = await pool.all(pool.member, `/v1/consultations/${this.reference.talk}/messages`);
      const found = thread.find((each) => each.kind === 'own_reference')?.versions.at(-1).parts?.text;
      if (reached(found) < this.reference.number) fail(`round ${round}: the reference ${this.reference.number} is lost: ${found}`);
    }
    // The index itself knows each of them, also what was just repeated: a search finds as many as there are.
    await this.inStep(round, performance.now() + 60_000);
    if (people.length > 0) {
      const found = await pool.call(pool.coordinator, 'POST', '/v1/specialists/_search', { limit: 200, offset: 0 });
      const expected = Math.min(people.length, 200);
      if (found.status !== 200 || found.body.items.length !== expected) fail(`round ${round}: the index finds ${found.body?.items?.length} of ${expected}`);
    }
  }

  async run(howMany) {
    for (let round = 1; round <= howMany; ++round) {
      await this.round(round);
      if (round % roundsOfAPool === 0 || round === howMany) {
        const verified = await run(program, ['verify', '--data', this.pool.data]);
        if (verified.status !== 0) fail(`round ${round}: ${verified.errors}`);
      }
      if (round % roundsOfAPool === 0 && round < howMany) {
        this.renew();
        this.talk = this.reference = undefined;
      }
    }
  }
}

const lanes = [new Lane('a'), new Lane('b')];
try {
  await Promise.all([lanes[0].run(Math.ceil(rounds / 2)), lanes[1].run(Math.floor(rounds / 2))]);
  const total = counts.specialists + counts.consultations + counts.messages + counts.edits + counts.references;
  console.log(`${done} kills under load and ${counts.early} at the start; ${total} writes acknowledged (${counts.consultations} questions, ` +
              `${counts.messages} messages, ${counts.specialists} profiles, ${counts.edits} changes of a profile, ${counts.references} references), ` +
              `0 lost, 0 doubled; ${counts.repeats} repeats; both logs held after each`);
  console.log(`from start to listening: ${percentiles(restarts)}; index in step after listening: ${percentiles(steps)}`);
  const slow = steps.filter((each) => each > inStepWithin).length;
  if (rounds >= roundsOfAFigure && slow > rounds / 100) fail(`the index was ${slow} times not in step within ${inStepWithin} ms`);
  if (total < fewest) fail(`${total} writes were acknowledged, fewer than ${fewest}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const { pool } of lanes) if (pool.child && !pool.ended) pool.child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
}
