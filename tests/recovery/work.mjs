// Work of people on a pool under test: writes of several kinds, and reading a case, which is put on record before
// anything is shown. It keeps what was acknowledged, as promises that the store can be held to.

/** What was promised: lines for store_look, or for power_loss_states with where the record was. */
export class Promises {
  lines = [];
  /** `at` gives what goes before each line, at the moment that an answer is there. */
  constructor(at = () => '') { this.at = at; }
  keep(what, id, number = 1) { this.lines.push(`${this.at()}${what} ${id} ${number}`); }
  text() { return this.lines.join('\n') + '\n'; }
}

export class Work {
  constructor(pool, seed) {
    this.pool = pool;
    this.seed = seed;
    this.promises = new Promises();
    this.serial = 0;
    this.talks = [];
    this.readings = new Map();
    this.counts = new Map();
  }

  key() { return `work-${this.seed}-${++this.serial}`; }
  count(kind) { this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1); }
  get acknowledged() { return [...this.counts.values()].reduce((sum, each) => sum + each, 0); }
  talk() { return this.talks[this.serial % this.talks.length]; }

  /** Each does one thing and gives the answer; what was acknowledged is kept. */
  async ask() {
    const answer = await this.pool.post(this.pool.member, '/v1/consultations',
      { text: `Moeder heeft schulden en de post ligt ongeopend. Nummer ${this.serial}.` }, this.key());
    if (answer.status === 201) {
      this.promises.keep('consultation', answer.body.id);
      if (this.talks.length < 20) this.talks.push(answer.body.id);
      this.count('questions');
    }
    return answer;
  }
  async write() {
    const answer = await this.pool.post(this.pool.member, `/v1/consultations/${this.talk()}/messages`,
      { text: `En nog iets: nummer ${this.serial}.` }, this.key());
    if (answer.status === 201) { this.promises.keep('message', answer.body.id); this.count('messages'); }
    return answer;
  }
  async add() {
    this.municipality ??= (await this.pool.get(this.pool.coordinator, '/v1/municipalities')).body.items[0].id;
    const answer = await this.pool.post(this.pool.coordinator, '/v1/specialists',
      { municipality: this.municipality, name: `Proefpersoon ${this.serial}`, title: 'Schuldhulpverlener', topics: ['schulden'],
        externalId: `p${this.serial}` }, this.key());
    if (answer.status === 201) {
      this.promises.keep('specialist', answer.body.id);
      this.edited ??= answer.body.id;
      this.count('profiles');
    }
    return answer;
  }
  async edit() {
    const before = await this.pool.get(this.pool.coordinator, `/v1/specialists/${this.edited}`);
    if (before.status !== 200) return before;
    const answer = await this.pool.call(this.pool.coordinator, 'PUT', `/v1/specialists/${this.edited}`,
      { name: `Wijziging ${++this.serial}`, topics: ['schulden'] }, { 'if-match': before.etag });
    if (answer.status === 200) { this.promises.keep('specialist', this.edited, JSON.parse(answer.etag)); this.count('changes'); }
    return answer;
  }
  async read() {
    const talk = this.talk();
    this.serial += 1;
    const answer = await this.pool.get(this.pool.member, `/v1/consultations/${talk}/messages`);
    if (answer.status === 200) {
      const times = (this.readings.get(talk) ?? 0) + 1;
      this.readings.set(talk, times);
      this.promises.keep('reading', talk, times);
      this.count('readings');
    }
    return answer;
  }
  /** The wording before is destroyed with it: the log of the database is emptied. */
  async refer() {
    const answer = await this.pool.call(this.pool.member, 'PUT', `/v1/consultations/${this.talk()}/own-reference`,
      { ownReference: `z${++this.serial}` });
    if (answer.status === 204) this.count('references');
    return answer;
  }

  /** The first of each, which the others go on. */
  async begin() {
    if (!this.edited) await this.add();
    if (this.talks.length === 0) await this.ask();
  }

  /** Eight people at once until `more` things were acknowledged, or the server is gone. */
  async together(more, kinds = ['ask', 'write', 'write', 'add', 'edit', 'read', 'write', 'read']) {
    const wanted = this.acknowledged + more;
    const person = async (kind) => {
      while (this.acknowledged < wanted) {
        const answer = await this[kind]();
        if (answer.status >= 300) throw new Error(`${kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    };
    await Promise.all(kinds.map(person));
  }

  told() { return [...this.counts].map(([kind, count]) => `${count} ${kind}`).join(', '); }
}
