import { readFileSync } from 'node:fs';
import { ERRORS, OPERATIONS, PUBLIC_CODES, type ErrorCode, type OperationDefinition } from '@codewire/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateOpenApi } from './openapi.command.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly schema: JsonObject;
}

interface Response {
  readonly description: string;
  readonly headers: Record<string, JsonObject>;
  readonly content?: Record<string, { schema: JsonObject; examples: Record<string, JsonObject> }>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
  readonly security: object[];
  readonly parameters: (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { content: Record<string, { schema: JsonObject; examples: Record<string, JsonObject> }> };
  readonly responses: Record<string, Response>;
}

interface Document {
  readonly openapi: string;
  readonly info: JsonObject;
  readonly servers: { url: string }[];
  readonly tags: { name: string; description: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, JsonObject>>;
}

let text: string;
let document: Document;
let operations: { path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  text = await generateOpenApi();
  document = JSON.parse(text) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
});

const operationOf = (name: string) => operations.find(({ operation }) => operation.operationId === name)!.operation;

/** What a reference points at, or the thing itself. */
function resolve<Value>(value: Value | { readonly $ref: string }): Value {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as Value;
  const steps = value.$ref.slice('#/'.length).split('/');
  return steps.reduce<unknown>((node, step) => (node as JsonObject)[step], document) as Value;
}

function* objectsIn(value: Json): Generator<JsonObject> {
  if (Array.isArray(value)) for (const inner of value) yield* objectsIn(inner);
  else if (typeof value === 'object' && value !== null) {
    yield value;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

test('docs/openapi.json is what the routes and contracts say now', () => {
  const file = new URL('../../../../docs/openapi.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

describe('the document', () => {
  test('says what it describes and where that is', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Codewire', version: '1', license: { name: 'Apache-2.0' } });
    expect(document.servers.map(({ url }) => new URL(url).href)).toEqual(['http://127.0.0.1:3000/']);
  });

  test('refers to nothing that is not there, and has nothing that nobody refers to', () => {
    const targets = [...objectsIn(JSON.parse(text) as Json)].flatMap(({ $ref: target }) =>
      typeof target === 'string' ? [target] : [],
    );
    for (const target of targets) expect(resolve({ $ref: target }), target).toBeTypeOf('object');
    const { securitySchemes: _, ...components } = document.components;
    const there = Object.entries(components).flatMap(([kind, named]) =>
      Object.keys(named).map((name) => `#/components/${kind}/${name}`),
    );
    for (const name of there) expect(name).toMatch(/^#\/components\/[a-z]+\/[a-z0-9._-]+$/i);
    const unused = there.filter((name) => !targets.includes(name));
    // No operation is answered with these two; the document says so in words.
    expect(unused).toEqual(
      ['request.method_not_allowed', 'request.not_found'].map((code) => `#/components/examples/${code}`),
    );
  });

  test('has schemas of JSON Schema 2020-12, with nothing of the older dialect', () => {
    const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
    const parts = [document.components['schemas'], ...operations.flatMap(({ operation }) => operation.parameters)];
    for (const node of objectsIn(JSON.parse(JSON.stringify(parts)) as Json)) {
      if (typeof node['type'] === 'string') expect(types).toContain(node['type']);
      expect(node).not.toHaveProperty('nullable');
      expect(typeof node['exclusiveMinimum']).not.toBe('boolean');
      expect(typeof node['exclusiveMaximum']).not.toBe('boolean');
    }
  });

  test('knows only the codes that a client can meet', () => {
    expect(document.components['schemas']!['Problem']).toMatchObject({ properties: { code: { enum: PUBLIC_CODES } } });
    expect(text).not.toMatch(/admin\.|handset\./);
  });

  test('has every operation of the table, and no other', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(OPERATIONS).sort());
  });
});

describe.each(Object.entries<OperationDefinition>(OPERATIONS))('%s', (name, { scope, status, refusals }) => {
  test('asks for a key, under a heading, in a sentence', () => {
    const { security, tags, summary } = operationOf(name);
    expect(security).toEqual([{ bearer: [] }]);
    expect(document.components['securitySchemes']).toHaveProperty('bearer');
    expect(document.tags.map((tag) => tag.name)).toEqual(expect.arrayContaining(tags));
    expect(summary).toMatch(/^[A-Z]/);
  });

  test('says which scope its key needs, and the document what that is', () => {
    expect(operationOf(name).description).toContain(`\`${scope}\``);
    expect(document.components['securitySchemes']!['bearer']!['description']).toContain(`\`${scope}\``);
  });

  test('describes its parameters, each once, and all of its path', () => {
    const { path } = operations.find(({ operation }) => operation.operationId === name)!;
    const parameters = operationOf(name).parameters.map(resolve<Parameter>);
    const names = parameters.map((one) => `${one.in} ${one.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('header Accept-Language');
    for (const { description, schema } of parameters) {
      expect(description.length).toBeGreaterThan(5);
      expect(schema).toBeTypeOf('object');
    }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one);
    expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
    expect(parameters.filter((one) => one.required === true).map((one) => one.in)).toEqual(inPath.map(() => 'path'));
  });

  test('lists every status that it answers with, in words', () => {
    const { responses } = operationOf(name);
    const expected = new Set([status, ...refusals.map((code) => ERRORS[code].status)]);
    expect(Object.keys(responses).map(Number).sort()).toEqual([...expected].sort());
    for (const { description, headers } of Object.values(responses)) {
      expect(description).toMatch(/^[A-Z`].{3,}/);
      expect(headers).toHaveProperty('X-Request-Id');
    }
  });

  test('lists the codes of each status, with an example of each', () => {
    const { [status]: _answer, ...refused } = operationOf(name).responses;
    const listed = Object.entries(refused).flatMap(([of, { description, content }]) => {
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      const { examples = {}, schema } = content?.['application/problem+json'] ?? {};
      expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
      for (const [code, example] of Object.entries(examples)) {
        expect(description).toContain(`\`${code}\``);
        expect(resolve(example)).toMatchObject({ value: { code, status: Number(of) } });
      }
      return Object.keys(examples);
    });
    expect(listed.sort()).toEqual([...refusals].sort());
  });

  test('says which refusals have a time, a limit or a challenge', () => {
    const statusesWith = (header: string) =>
      Object.entries(operationOf(name).responses)
        .filter(([, { headers }]) => header in headers)
        .map(([of]) => Number(of));
    const statusesOf = (...codes: ErrorCode[]) =>
      [...new Set(refusals.filter((code) => codes.includes(code)).map((code) => ERRORS[code].status))].sort();
    expect(statusesWith('WWW-Authenticate')).toEqual([401]);
    expect(statusesWith('RateLimit')).toEqual(statusesOf('limit.sends', 'limit.wrong_checks'));
    expect(statusesWith('RateLimit-Policy')).toEqual(statusesWith('RateLimit'));
    const timed = refusals.filter((code) => code.startsWith('limit.') || ERRORS[code].status === 503);
    expect(statusesWith('Retry-After')).toEqual(statusesOf(...timed, 'idempotency.in_flight'));
  });

  test('shows a request and an answer', () => {
    const { requestBody, responses } = operationOf(name);
    const bodies = [requestBody?.content, responses[status]?.content].filter((content) => content !== undefined);
    expect(bodies.length > 0).toBe(status !== 204);
    for (const content of bodies) {
      const { schema, examples } = content['application/json']!;
      expect(resolve(schema)).toHaveProperty('properties');
      expect(Object.keys(examples).length).toBeGreaterThan(0);
    }
  });
});

test('the bounds of what a start takes are told', () => {
  const { StartRequest } = document.components['schemas']!;
  const metadata = {
    maxProperties: 10,
    propertyNames: { minLength: 1, maxLength: 40 },
    additionalProperties: { type: 'string', maxLength: 200 },
  };
  expect(StartRequest).toMatchObject({ additionalProperties: false, properties: { metadata } });
  const key = operationOf('startVerification')
    .parameters.map(resolve<Parameter>)
    .find((one) => one.name === 'Idempotency-Key');
  expect(key).toMatchObject({ in: 'header', required: false, schema: { minLength: 1, maxLength: 255 } });
  expect(String(key?.schema['pattern'])).toBe('^[!-~]+$');
});
