// The description against the server's paths and against the NL GOV REST API Design Rules.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { administrator, checkAnswer, nobody } from '../harness/client.ts';
import { document, file, operations } from '../harness/description.ts';
import { exchange } from '../harness/exchange.ts';
import { stages } from '../harness/stages.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const someId = '0190b5c0-0000-7000-8000-000000000001';
const token = () => ({ Authorization: `Bearer ${inject('server').administrator}`, 'Content-Length': '0' });
const ask = (method: string, path: string, headers: Record<string, string> = token()) =>
  exchange(inject('server').url, method, path, headers);

/** The description with some places set to something else, or taken away. */
function spoiled(places: Record<string, unknown>): unknown {
  const copy: unknown = structuredClone(document);
  for (const [place, value] of Object.entries(places)) {
    const steps = place.split(' ');
    const last = steps.pop() ?? '';
    let at = copy as Record<string, unknown>;
    for (const each of steps) at = at[each] as Record<string, unknown>;
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy;
}

function spectral(path: string): { status: number | null; output: string } {
  const root = join(import.meta.dirname, '..');
  const program = join(root, 'node_modules/.bin/spectral');
  const ruleset = join(root, '.spectral.yaml');
  const done = spawnSync(program, ['lint', path, '--ruleset', ruleset, '--fail-severity', 'warn', '--format', 'text'], {
    encoding: 'utf8',
  });
  return { status: done.status, output: done.stdout + done.stderr };
}

test('the server gives the description as it is, to anybody', async () => {
  const answer = await nobody.do('getDescription');
  expect(answer.body).toEqual(document);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  const other = await administrator().do('getStatus');
  expect(other.headers['access-control-allow-origin']).toBeUndefined();
});

test('every operation has a stage in these tests, and every stage an operation', () => {
  expect(Object.keys(stages).sort()).toEqual(operations.map((of) => of.id).sort());
});

describe('routes and description are the same', () => {
  test.each(Object.keys(document.paths))('%s has the methods described and no other', async (path) => {
    const described = Object.keys(document.paths[path] ?? {}).map((method) => method.toUpperCase());
    const allowed = [...described, ...(described.includes('GET') ? ['HEAD'] : [])].sort();
    const real = `/v1${path.replace(/\{\w+\}/g, someId)}`;
    for (const method of methods.filter((each) => !described.includes(each))) {
      const answer = await ask(method, real);
      checkAnswer(answer, `${method} ${real}`);
      expect(answer.status, `${method} ${real}`).toBe(405);
      expect((answer.headers.allow ?? '').split(/, */).sort(), `${method} ${real}`).toEqual(allowed);
    }
  });

  test('nothing is at a path that is not described', async () => {
    const described = new Set(Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}')));
    const beside = new Set<string>();
    for (const path of described) {
      const segments = path.split('/').slice(1);
      for (let length = 1; length <= segments.length; ++length) {
        const start = `/${segments.slice(0, length).join('/')}`;
        for (const near of [start, `${start}/{}`, `${start}/history`, `${start}s`]) beside.add(near);
      }
    }
    for (const path of beside) {
      if (described.has(path)) continue;
      const real = `/v1${path.replaceAll('{}', someId)}`;
      const answer = await ask('GET', real);
      checkAnswer(answer, real);
      // A path with an id in the last place is described when a literal stands there too.
      expect([404, 405], real).toContain(answer.status);
      if (answer.status === 405) expect(described, real).toContain(path.replace(/\/me$/, '/{}'));
    }
  });

  test('a trailing slash, a doubled one and an encoded one are nowhere', async () => {
    for (const path of ['/v1/users/', '/v1/', '/v1//users', '/v1/users%2Fme', '/V1/users', '/v1/Users', '/v2/users', '/users', '/v1']) {
      const answer = await ask('GET', path);
      checkAnswer(answer, path);
      expect(answer.status, path).toBe(404);
    }
  });

  test('HEAD is GET without the body', async () => {
    const got = await ask('GET', '/v1/openapi.json');
    const head = await ask('HEAD', '/v1/openapi.json');
    expect(head.status).toBe(200);
    expect(head.body.length).toBe(0);
    expect(head.headers['content-length']).toBe(String(got.body.length));
  });
});

describe('health is told outside the API', () => {
  test('the process lives, and is ready to serve', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await exchange(inject('server').url, 'GET', path, {});
      expect(answer.status, path).toBe(200);
      expect(answer.headers['content-type'], path).toContain('application/json');
    }
  });

  test('figures are there for who keeps watch', async () => {
    const answer = await exchange(inject('server').url, 'GET', '/metrics', {});
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body.toString()).toMatch(/^# (HELP|TYPE) /m);
  });
});

describe('the design rules', () => {
  test('the description keeps them all', () => {
    const { status, output } = spectral(file);
    expect(output).toContain("No results with a severity of 'warn' or higher found!");
    expect(status).toBe(0);
  });

  test('a description that breaks them is found out', () => {
    const bad = spoiled({
      'info version': '1.0',
      'info contact email': undefined,
      'servers 0 url': 'http://voorbeeld.example/api',
      'paths /Get_Users/': document.paths['/users'],
      'paths /user/{userId}': document.paths['/users/{userId}'],
      'paths /users': undefined,
      'paths /users/{userId}': undefined,
      'components responses Conflict headers': undefined,
      'components responses Stale content': { 'application/json': {} },
      'components parameters Limit name': 'page_size',
      'components schemas TextInput additionalProperties': true,
      'components schemas Problem required': ['title'],
      'components schemas TeamInput properties contact_person': { type: 'string' },
      'paths /status get responses 422': document.components['responses']?.['BadRequest'],
      'paths /status get responses 400': undefined,
    });
    const directory = mkdtempSync(join(tmpdir(), 'expertisepool-lint-'));
    try {
      const path = join(directory, 'openapi.json');
      writeFileSync(path, JSON.stringify(bad));
      const { output } = spectral(path);
      for (const rule of [
        'core-semver', 'core-doc-openapi-contact', 'core-uri-version', 'core-no-trailing-slash',
        'core-path-segments-kebab-case', 'core-naming-collections', 'core-version-header',
        'core-error-handling-problem-details', 'core-query-keys-camel-case', 'closed-request-bodies',
        'core-problem-fields', 'body-fields-camel-case', 'core-error-handling-invalid-input',
      ])
        expect(output, rule).toContain(rule);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
