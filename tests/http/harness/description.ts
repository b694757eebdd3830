// The API description as data: its operations, and judges for bodies and headers made from its
// schemas. It speaks to no server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document } from 'openapi-backend';
import addFormatsModule from 'ajv-formats';

// CommonJS: the function is the module's default when bundled, the module itself otherwise.
const addFormats = ('default' in addFormatsModule
  ? addFormatsModule.default
  : addFormatsModule) as unknown as (ajv: unknown) => unknown;

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'query' | 'path' | 'header';
  schema: Schema;
}

interface Response {
  $ref?: string;
  headers?: Record<string, { $ref?: string; required?: boolean; schema?: Schema }>;
  content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
  bodyRequired: boolean;
  anyone: boolean;
  responses: Record<string, Response>;
  /** The one answer of success. */
  success: number;
  /** What its success puts into the access log: `action object`; nothing when the description does not say. */
  recorded: string[] | undefined;
  /** One of these a token must have; empty where nobody signs on. */
  scopes: string[];
}

export const file = join(import.meta.dirname, '../../../schema/openapi.json');
export const document = JSON.parse(readFileSync(file, 'utf8')) as {
  info: { version: string };
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: Record<string, Record<string, unknown>>;
};

/** What a `$ref` of this document points to. */
export function resolved<T extends { $ref?: string }>(value: T): T {
  if (!value.$ref) return value;
  let found: unknown = document;
  for (const step of value.$ref.slice(2).split('/')) found = (found as Record<string, unknown>)[step];
  if (found === undefined) throw new Error(`nothing at ${value.$ref}`);
  return resolved(found as T);
}

/** A schema without references or a single `allOf` around it, one level deep. */
export function plain(schema: Schema): Schema {
  const found = resolved(schema);
  return found.allOf?.length === 1 && found.allOf[0] ? plain(found.allOf[0]) : found;
}

function readOperation(path: string, method: string, raw: Record<string, unknown>): Operation {
  const body = raw['requestBody'] as
    | { required?: boolean; content: Record<string, { schema: Schema }> }
    | undefined;
  const responses = raw['responses'] as Record<string, Response>;
  return {
    id: raw['operationId'] as string,
    method: method.toUpperCase(),
    path,
    parameters: ((raw['parameters'] ?? []) as Parameter[]).map(resolved),
    body: body?.content['application/json']?.schema,
    bodyRequired: body?.required ?? false,
    anyone: Array.isArray(raw['security']) && raw['security'].length === 0,
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, resolved(response)]),
    ),
    recorded: raw['x-access-log'] as string[] | undefined,
    scopes: (raw['x-scope'] ?? []) as string[],
    success: Number(Object.keys(responses).find((status) => status.startsWith('2'))),
  };
}

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => readOperation(path, method, raw)),
);

export function operation(id: string): Operation {
  const found = operations.find((each) => each.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

const backend = new OpenAPIBackend({
  definition: structuredClone(document) as unknown as Document,
  apiRoot: '/v1',
  strict: true,
  ajvOpts: { strict: false, allErrors: true },
  customizeAjv: (ajv) => {
    addFormats(ajv);
    return ajv;
  },
});
await backend.init();

interface Judge {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string; params: unknown }[] | null;
}
interface JudgeMaker {
  addSchema(schema: unknown, key: string): void;
  compile(schema: unknown): Judge;
}
const { default: Ajv } = (await import('ajv')) as unknown as {
  default: { default?: new (options: object) => JudgeMaker } & (new (options: object) => JudgeMaker);
};
const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ components: document.components }, 'api');
const judges = new Map<string, Judge>();

/** Everything by which a value is not of this schema; empty when it is. */
export function breaches(schema: Schema, value: unknown): string[] {
  const key = JSON.stringify(schema);
  let judge = judges.get(key);
  if (!judge) {
    judge = ajv.compile(JSON.parse(key.replaceAll('"#/', '"api#/')));
    judges.set(key, judge);
  }
  if (judge(value)) return [];
  return (judge.errors ?? []).map(
    (each) => `${each.instancePath || '/'} ${each.message} ${JSON.stringify(each.params)}`,
  );
}

/** By openapi-backend, which reads the document on its own terms: is this request a sound one? */
export function isSoundRequest(of: Operation, path: string, body: unknown): boolean {
  const result = backend.validator.validateRequest(
    {
      method: of.method,
      path: `/v1${path}`,
      headers: { 'content-type': 'application/json' },
      body,
    },
    of.id,
  );
  return result.valid;
}

/** By openapi-backend: is this answer of success one that the document allows? */
export function isSoundAnswer(of: Operation, status: number, body: unknown): boolean {
  return backend.validateResponse(body, of.id, status).valid;
}
