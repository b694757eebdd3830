// What the programs here share that damage a running server: a pool of invented people in a directory of its own,
// the server on it as a process, and requests to it. Everything is the same for a seed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const vocabulary = readFileSync(join(import.meta.dirname, '../../search/lexicon/topics.tsv'), 'utf8')
  .split('\n').slice(1).filter(Boolean).map((line) => line.split('\t'))
  .map(([term, , signs]) => ({ term, signs: (signs ?? '').split('|').filter(Boolean) }));

/** Lines for `import specialists`, and short questions to them. */
export function invent(people, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const skewed = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? vocabulary[0];
  const lines = [];
  for (let i = 0; i < people; ++i) {
    const topics = Array.from({ length: 4 }, skewed);
    const summary = topics.flatMap(({ signs }) => (signs.length ? [pick(signs), pick(signs)] : [])).join('. ');
    lines.push(JSON.stringify({
      id: `p${i}`, name: `Persoon ${i}`, title: topics[0].term, organisation: `Organisatie ${Math.floor(300 ** random())}`,
      summary, expertise: [...new Set(topics.map(({ term }) => term))], age_groups: [pick(['18-65', '12-18'])],
      confidentiality_until: '2099-12-31', conduct_until: '2099-12-31', covenant_until: '2099-12-31', languages: ['nl'],
    }));
  }
  const questions = Array.from({ length: 12 }, () => { const topic = skewed(); return topic.signs.length ? pick(topic.signs) : topic.term; });
  return { text: `${lines.join('\n')}\n`, questions };
}

export class Pool {
  constructor(program, name) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), `expertisepool-${name}-`));
    this.data = join(this.folder, 'data');
  }

  operate(...words) {
    const done = this.tried(...words);
    if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.out}`);
    return done.out;
  }
  tried(...words) {
    const done = spawnSync(this.program, [...words, '--data', this.data], { encoding: 'utf8', maxBuffer: 1 << 26 });
    return { status: done.status, out: `${done.stdout}${done.stderr}`.trim() };
  }

  /** A municipality with a team, a coordinator and a member, and these people. */
  make(people, random, whenEmpty = () => {}) {
    const { text, questions } = invent(people, random);
    writeFileSync(join(this.folder, 'people.jsonl'), text);
    this.operate('municipality', 'add', '--name', 'Proefstad');
    whenEmpty();
    this.operate('team', 'add', '--name', 'Proefteam');
    this.operate('import', 'specialists', join(this.folder, 'people.jsonl'));
    this.operate('user', 'add', '--email', 'coordinator@example.nl', '--name', 'Cora Proef', '--role', 'coordinator');
    this.operate('user', 'add', '--email', 'lid@example.nl', '--name', 'Lid Proef', '--role', 'team_member', '--team', 'Proefteam');
    this.coordinator = this.operate('token', 'create', '--user', 'coordinator@example.nl');
    this.member = this.operate('token', 'create', '--user', 'lid@example.nl');
    return questions;
  }

  /** Until it listens. */
  start(...more) {
    const from = performance.now();
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, ['serve', '--data', this.data, '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
      let [out, err] = ['', ''];
      child.stderr.on('data', (bytes) => { err = (err + bytes).slice(-4000); });
      child.stdout.on('data', (bytes) => {
        out += bytes;
        const found = /listening on (\S+)/.exec(out);
        if (!found) return;
        child.removeAllListeners('exit');
        this.child = child;
        this.url = found[1];
        this.said = () => err;
        this.gone = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
        resolve(performance.now() - from);
      });
      child.on('exit', (code, signal) => reject(new Error(`the server ended by itself (${code ?? signal}): ${err}`)));
    });
  }
  async end(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.gone;
  }

  async call(token, method, path, body) {
    const headers = { accept: 'application/json, application/problem+json' };
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(this.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
  }

  memory() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))[1]) / 1024;
  }

  remove() {
    this.child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
