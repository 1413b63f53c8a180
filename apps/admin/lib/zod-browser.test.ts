import { expect, test, vi } from 'vitest';
import type { z } from 'zod';

type Contracts = Readonly<Record<string, unknown>>;

// The same sources twice: once on the real zod, once on what browsers get.
const real: Contracts = await import('@codewire/contracts');
vi.doMock('zod', () => import('./zod-browser'));
vi.resetModules();
const small: Contracts = await import('@codewire/contracts');
vi.doUnmock('zod');
vi.resetModules();

const names = Object.keys(real).filter((name) => isSchema(real[name]));

/** One of these is what a string of any contract may be. */
const STRINGS = [
  '2026-11-25T12:00:00.000Z',
  'someone@example.com',
  '10.0.0.0/8',
  'example.com',
  'FA+9qCX9VSu',
  '+12125550142',
  'DE',
  'en',
  'Codewire',
  '123456',
  '1400',
  'EUR',
  'ab'.repeat(32),
  '0x0000000B',
  'a long enough passphrase',
];
/** Of closed lists. */
const WORDS = ['delivered,failed', 'approved', 'login,payment'];
const WRONG = [undefined, null, '', 'x'.repeat(300), -1, 1.5, 1e9, true, [], {}];

interface Json {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

/** A value that the contract allows, with everything in it that is optional. */
function sample(json: Json, named: Json['$defs'] = json.$defs): unknown {
  if (json.$ref) return sample(named?.[json.$ref.split('/').at(-1) ?? ''] ?? {}, named);
  if (json.const !== undefined) return json.const;
  if (json.enum) return json.enum[0];
  const [first] = json.anyOf ?? json.oneOf ?? [];
  if (first) return sample(first, named);
  const [type] = [json.type].flat();
  if (type === 'object') {
    return Object.fromEntries(Object.entries(json.properties ?? {}).map(([name, of]) => [name, sample(of, named)]));
  }
  if (type === 'array')
    return Array.from({ length: Math.max(1, json.minItems ?? 0) }, () => sample(json.items ?? {}, named));
  if (type === 'integer' || type === 'number') return Math.max(json.minimum ?? 1, 0) || 1;
  if (type === 'boolean') return true;
  return STRINGS.find((text) => fits(text, json));
}

function fits(text: string, { pattern = '', minLength = 0, maxLength = Infinity }: Json): boolean {
  return new RegExp(pattern, 'u').test(text) && text.length >= minLength && text.length <= maxLength;
}

/** The value with one thing in it wrong, for every thing in it. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (typeof value !== 'object' || value === null) return;
  yield { ...value, stranger: 1 };
  for (const key of Object.keys(value)) {
    const { [key]: old, ...rest } = value as Record<string, unknown>;
    yield rest;
    for (const wrong of spoilt(old)) yield Array.isArray(value) ? [wrong] : { ...rest, [key]: wrong };
  }
}

function judge(contract: unknown, value: unknown) {
  const result = (contract as z.ZodType).safeParse(value);
  return result.success ? { data: result.data } : 'refused';
}

/** Lists that are written as one text take only words of their own: the first that each takes is put in. */
function completed(contract: z.ZodType, value: unknown): unknown {
  const refused = contract.safeParse(value).error?.issues.map(({ path }) => path[0]) ?? [];
  let whole = value as Record<string, unknown>;
  for (const key of refused.filter((key) => typeof whole[key as string] === 'string') as string[]) {
    const isGood = (text: string) =>
      !contract.safeParse({ ...whole, [key]: text }).error?.issues.some(({ path }) => path[0] === key);
    whole = { ...whole, [key]: [...STRINGS, ...WORDS].find(isGood) ?? whole[key] };
  }
  return whole;
}

test('there are contracts to compare', () => {
  expect(names.length).toBeGreaterThan(40);
});

test.each(names)('a browser reads %s as the backend does', async (name) => {
  const { z: zod } = await vi.importActual<typeof import('zod')>('zod');
  const contract = real[name] as z.ZodType;
  const shape = zod.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Json;
  const valid = completed(contract, sample(shape));
  expect(judge(contract, valid)).toHaveProperty('data');
  for (const value of [valid, ...spoilt(valid)]) expect(judge(small[name], value)).toEqual(judge(contract, value));
});
