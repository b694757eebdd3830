// A pool to do harm to: makes one, starts the server on it (with what stands between it and the disk, when that is
// asked), calls it, and looks what is left. It knows nothing of the harm.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Numbers from 0 to 1 that can be had again with the seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The seed of the command line, or one of the clock. */
export function seedOf(text) {
  return text === undefined ? Date.now() % 1_000_000 : Number(text);
}

export class Pool {
  constructor(program, folder, environment = {}) {
    this.program = program;
    this.data = join(folder, 'data');
    this.environment = { ...process.env, ...environment };
  }

  /** One of the operator's commands; gives what it printed. Throws when it fails. */
  operate(...words) {
    const done = this.tryToOperate(...words);
    if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.signal ?? ''} ${done.stdout}${done.stderr}`);
    return done.stdout.trim();
  }
  tryToOperate(...words) {
    return spawnSync(this.program, [...words, '--data', this.data], { encoding: 'utf8', env: this.environment });
  }

  /** A municipality with a coordinator, and a team with a member; their tokens. */
  fill() {
    this.operate('municipality', 'add', '--name', 'Proefstad');
    this.operate('team', 'add', '--name', 'Proefteam');
    this.operate('user', 'add', '--email', 'coordinator@example.nl', '--name', 'Coördinator Proef', '--role', 'coordinator');
    this.operate('user', 'add', '--email', 'lid@example.nl', '--name', 'Lid Proef', '--role', 'team_member', '--team', 'Proefteam');
    this.coordinator = this.operate('token', 'create', '--user', 'coordinator@example.nl');
    this.member = this.operate('token', 'create', '--user', 'lid@example.nl');
    return this;
  }

  /** Resolves when it listens. Rejects, with `ended`, when it ends before that. */
  start(environment = {}) {
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, ['serve', '--data', this.data, '--port', '0'],
                          { stdio: ['ignore', 'pipe', 'pipe'], env: { ...this.environment, ...environment } });
      this.child = child;
      this.errors = '';
      let out = '';
      child.stderr.on('data', (bytes) => { this.errors = (this.errors + bytes).slice(-4000); });
      child.stdout.on('data', (bytes) => {
        out += bytes;
        const found = /listening on (http:\/\/\S+)/.exec(out);
        if (found) { this.url = found[1]; resolve(this); }
      });
      this.gone = new Promise((ended) => child.once('close', (code, signal) => {
        this.ended = { code, signal };
        ended(this.ended);
        reject(Object.assign(new Error(`the server ended by itself (${code ?? signal}): ${this.errors}`), { ended: this.ended }));
      }));
      this.ended = undefined;
    });
  }
  kill() { this.child.kill('SIGKILL'); return this.gone; }
  stop() { this.child.kill('SIGTERM'); return this.gone; }

  async call(token, method, path, body, headers = {}) {
    const sent = { authorization: `Bearer ${token}`, accept: 'application/json, application/problem+json', ...headers };
    if (body !== undefined) sent['content-type'] = 'application/json';
    const answer = await fetch(this.url + path, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', etag: answer.headers.get('etag'),
             body: text ? JSON.parse(text) : undefined };
  }
  get(token, path) { return this.call(token, 'GET', path); }
  post(token, path, body, key) { return this.call(token, 'POST', path, body, key ? { 'idempotency-key': key } : {}); }

  /** Every item of a list. */
  async all(token, path) {
    const items = [];
    for (;;) {
      const page = await this.get(token, `${path}${path.includes('?') ? '&' : '?'}limit=200&offset=${items.length}`);
      if (page.status !== 200) throw new Error(`${path}: ${page.status} ${JSON.stringify(page.body)}`);
      items.push(...page.body.items);
      if (items.length >= page.body.total || page.body.items.length === 0) return items;
    }
  }
}

/** The middle and the end of a list of figures. */
export function percentiles(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
}
