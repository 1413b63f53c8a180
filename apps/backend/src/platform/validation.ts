import type { ParameterDecoratorOptions, PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { UnreadableBody } from './json-body.js';
import { validationRefusal } from './validation-refusal.js';

/** Parses a body or a query by its contract and refuses what does not fit, naming every wrong field. */
class ContractPipe implements PipeTransform {
  constructor(private readonly schema: z.ZodType) {}

  transform(value: unknown): unknown {
    if (value instanceof UnreadableBody) throw value.refusal;
    // A request without a body is told which fields are missing, not that it is none.
    const parsed = this.schema.safeParse(value ?? {}, { reportInput: true });
    if (!parsed.success) throw validationRefusal(parsed.error.issues);
    return parsed.data;
  }
}

/** `@Body(body(StartRequest))`: validated here, and described in the API's document from the same schema. */
export function body(schema: z.ZodType): ParameterDecoratorOptions {
  return { schema, pipes: [new ContractPipe(schema)] };
}

/** For calls that take no body: none or an empty object passes, anything else is refused as what nobody would read. */
export function noBody(): ParameterDecoratorOptions {
  return { pipes: [new ContractPipe(z.strictObject({}))] };
}

/** `@Query(query(MessageQuery))`. A field the contract does not have is refused: a key in a URL never passes. */
export function query(schema: z.ZodObject): ParameterDecoratorOptions {
  // Described by a schema without a name: a named one would be referred to instead of becoming one parameter per field.
  return { schema: z.strictObject(schema.shape), pipes: [new ContractPipe(schema)] };
}
