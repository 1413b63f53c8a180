import * as small from 'zod/mini';
import { _default as withDefault } from 'zod/mini';

/**
 * What contracts use of zod, made of zod's own small edition: the same parser without the methods, which weigh four
 * times as much as all the rest. Bundles for the browser find it under the name `zod` (next.config.ts); servers and
 * tests have the real one, and `zod-browser.test.ts` holds the two together on every contract.
 */
interface Schema extends small.ZodMiniType {
  optional(): Schema;
  nullable(): Schema;
  default(value: unknown): Schema;
  prefault(value: unknown): Schema;
  array(): Schema;
  min(least: number): Schema;
  max(most: number): Schema;
  int(): Schema;
  regex(pattern: RegExp): Schema;
  trim(): Schema;
  normalize(form?: string): Schema;
  toLowerCase(): Schema;
  refine(isGood: (value: never) => boolean, options?: { readonly abort?: boolean }): Schema;
  extend(shape: Shape): Schema;
  transform(change: (value: never) => unknown): Schema;
  pipe(next: small.ZodMiniType): Schema;
  /** Descriptions are for the API's documents only. */
  describe(): Schema;
  meta(): Schema;
}

type Shape = Readonly<Record<string, small.ZodMiniType>>;
type Check = Parameters<small.ZodMiniType['check']>[number];

function withMethods(schema: small.ZodMiniType): Schema {
  const plain = schema.check.bind(schema);
  const checked = (...checks: Check[]) => withMethods(plain(...checks));
  const isNumber = schema.type === 'number';
  const methods = {
    check: checked,
    optional: () => withMethods(small.optional(schema)),
    nullable: () => withMethods(small.nullable(schema)),
    default: (value: unknown) => withMethods(withDefault(schema, value as never)),
    prefault: (value: unknown) => withMethods(small.prefault(schema, value as never)),
    array: () => withMethods(small.array(schema)),
    min: (least: number) => checked((isNumber ? small.gte(least) : small.minLength(least)) as Check),
    max: (most: number) => checked((isNumber ? small.lte(most) : small.maxLength(most)) as Check),
    int: () => checked(small.int() as unknown as Check),
    regex: (pattern: RegExp) => checked(small.regex(pattern) as Check),
    trim: () => checked(small.trim() as Check),
    normalize: (form?: string) => checked(small.normalize(form) as Check),
    toLowerCase: () => checked(small.toLowerCase() as Check),
    refine: (isGood: (value: never) => boolean, options?: { readonly abort?: boolean }) =>
      checked(small.refine(isGood as (value: unknown) => boolean, options) as Check),
    extend: (shape: Shape) => withMethods(small.extend(schema as small.ZodMiniObject, shape as never)),
    transform: (change: (value: never) => unknown) =>
      withMethods(small.pipe(schema, small.transform(change as (value: unknown) => unknown))),
    pipe: (next: small.ZodMiniType) => withMethods(small.pipe(schema, next as never)),
    describe: () => schema as Schema,
    meta: () => schema as Schema,
  };
  return Object.assign(schema, methods) as unknown as Schema;
}

/** A maker of schemas whose schemas have methods. */
function withChain<Args extends never[]>(make: (...args: Args) => unknown): (...args: Args) => Schema {
  return (...args) => withMethods(make(...args) as small.ZodMiniType);
}

export const z = {
  array: withChain(small.array as never),
  boolean: withChain(small.boolean as never),
  coerce: { number: withChain(small.coerce.number as never) },
  discriminatedUnion: withChain(small.discriminatedUnion as never),
  enum: withChain(small.enum as never),
  int: withChain(small.int as never),
  iso: { datetime: withChain(small.iso.datetime as never) },
  literal: withChain(small.literal as never),
  number: withChain(small.number as never),
  object: withChain(small.object as never),
  partialRecord: withChain(small.partialRecord as never),
  record: withChain(small.record as never),
  strictObject: withChain(small.strictObject as never),
  string: withChain(small.string as never),
  stringFormat: withChain(small.stringFormat as never),
  union: withChain(small.union as never),
  unknown: withChain(small.unknown as never),
};
