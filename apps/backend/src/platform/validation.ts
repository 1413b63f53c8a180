import type { ParameterDecoratorOptions, PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { validationRefusal } from './validation-refusal.js';

/** Parses a body or a query by its contract and refuses what does not fit, naming every wrong field. */
class ContractPipe implements PipeTransform {
  constructor(private readonly schema: z.ZodType) {}

  transform(value: unknown): unknown {
    // A request without a body is told which fields are missing, not that it is none.
    const parsed = this.schema.safeParse(value ?? {});
    if (!parsed.success) throw validationRefusal(parsed.error.issues);
    return parsed.data;
  }
}

/** `@Body(body(StartRequest))`: validated here, described in the API's document from the same schema. */
export function body(schema: z.ZodType): ParameterDecoratorOptions {
  return { schema, pipes: [new ContractPipe(schema)] };
}

/** `@Query(query(MessageQuery))`. A key in the query, or any field the contract does not have, is refused. */
export function query(schema: z.ZodType): ParameterDecoratorOptions {
  return { schema, pipes: [new ContractPipe(schema)] };
}
