// Puts the clock of a running server hours ahead and back again: what is due is done once, nothing twice, sessions end
// by the clock and tokens go on, the logs hold, and nothing answers with a fault.
//   node clock.mjs EXPERTISEPOOLD LIBBETWEEN
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Orders } from './orders.mjs';
import { Pool } from './pool_under_test.mjs';

const [program, between] = process.argv.slice(2);
if (!between) {
  console.error('usage: node clock.mjs EXPERTISEPOOLD LIBBETWEEN');
  process.exit(2);
}
const root = realpathSync(mkdtempSync(join(tmpdir(), 'expertisepool-clock-')));
const pool = new Pool(program, root);
const hour = 3_600_000;
const fail = (what) => { throw new Error(what); };

/** What may happen only once to one thing: an invitation that is over, a question that is late. */
async function once(coordinator, when) {
  const events = await pool.all(coordinator, '/v1/events');
  const seen = new Map();
  for (const { kind, consultation, invitation, specialist, details } of events) {
    if (!['invitation_expired', 'answer_overdue'].includes(kind)) continue;
    const of = `${kind} ${consultation?.id ?? consultation} ${invitation ?? details?.invitation ?? ''} ${specialist?.id ?? specialist ?? ''}`;
    if (seen.has(of)) fail(`${when}: ${of} twice`);
    seen.set(of, true);
  }
  return { all: events.length, once: seen.size };
}

/** Until the clock's work found nothing more to do: its next turn is within 15 seconds. */
async function settled(coordinator) {
  let before = -1;
  for (let quiet = performance.now(); performance.now() - quiet < 20_000;) {
    const seq = (await pool.get(coordinator, '/v1/status')).body.log.seq;
    if (seq !== before) quiet = performance.now();
    before = seq;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

try {
  pool.operate('demo');
  const coordinator = pool.operate('token', 'create', '--user', 'carla@example.nl');
  const orders = new Orders(join(root, 'orders'));
  await pool.start({ LD_PRELOAD: between, BETWEEN_ORDERS: orders.path });
  const signOn = async () => {
    const answer = await pool.call('', 'POST', '/v1/tokens', { email: 'lotte@example.nl', password: 'welkom-in-de-pool', label: 'klok' });
    if (answer.status !== 201) fail(`signing on: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.token;
  };
  const lotte = await signOn();
  await settled(coordinator);
  const figures = [await once(coordinator, 'at the start')];
  const works = async (when) => {
    for (const [token, method, path, body] of [[coordinator, 'GET', '/v1/consultations'], [lotte, 'GET', '/v1/consultations'],
                                               [lotte, 'POST', '/v1/consultations', { text: 'Er zijn schulden en de post ligt open.' }],
                                               [coordinator, 'GET', '/v1/deadlines'], [coordinator, 'GET', '/health/ready']]) {
      const answer = await pool.call(token, method, path, body);
      if (answer.status >= 500 || (answer.status >= 300 && answer.status !== 401)) fail(`${when}: ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  };
  for (const hours of [30, -30, 30, 3, 96, 0]) {
    orders.put('clockShift', hours * hour);
    await settled(coordinator);
    const when = `the clock ${hours} hours off`;
    await works(when);
    figures.push(await once(coordinator, when));
  }
  await pool.kill();
  pool.operate('verify');
  orders.close();
  if (figures[1].once <= figures[0].once) fail('nothing fell due by the jump ahead');
  console.log(`the clock 30 hours ahead, back, ahead, back, 96 ahead and right: what fell due by then ${figures.map((each) => each.once).join(', ')}; ` +
              `nothing twice among ${figures.at(-1).all} events, both logs hold`);
} catch (error) {
  console.error(`FAILED: ${error.message}\n${pool.errors ?? ''}`);
  process.exitCode = 1;
} finally {
  if (pool.child && !pool.ended) pool.child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
}
