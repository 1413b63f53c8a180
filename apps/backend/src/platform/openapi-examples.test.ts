import {
  CheckRequest,
  CheckResponse,
  MessageDetail,
  MessagePage,
  OPERATIONS,
  Problem,
  PUBLIC_CODES,
  StartRequest,
  StartResponse,
  Verification,
  type OperationId,
} from '@codewire/contracts';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { isId } from './ids.js';
import { EXAMPLES, exampleOf, type OperationExamples } from './openapi-examples.js';

const CONTRACTS: Record<OperationId, { request?: z.ZodType; answer?: z.ZodType }> = {
  startVerification: { request: StartRequest, answer: StartResponse },
  checkCode: { request: CheckRequest, answer: CheckResponse },
  resendCode: { answer: StartResponse },
  readVerification: { answer: Verification },
  cancelVerification: {},
  listMessages: { answer: MessagePage },
  readMessage: { answer: MessageDetail },
};

test.each(Object.keys(OPERATIONS) as OperationId[])(
  '%s has examples of what goes in and out, as its contracts say',
  (name) => {
    const examples: OperationExamples<unknown, unknown> = EXAMPLES[name];
    for (const part of ['request', 'answer'] as const) {
      const contract = CONTRACTS[name][part];
      const values = Object.values(examples[part] ?? {}).map(({ value }) => value);
      expect(values.length > 0).toBe(contract !== undefined);
      // Equal to what comes out of it: with every field that there must be and none that there is not.
      for (const value of values) expect(contract?.parse(value)).toEqual(value);
    }
  },
);

test('ids in examples look like those that are made', () => {
  const ids = JSON.stringify([EXAMPLES, exampleOf('request.invalid')]).match(/\b(ver|msg|req)_\w+/g) ?? [];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(isId(id.slice(0, 3) as 'ver', id)).toBe(true);
});

test.each(PUBLIC_CODES)('%s has an example with its words filled in', (code) => {
  const { problem } = exampleOf(code);
  expect(Problem.parse(problem)).toEqual(problem);
  expect(problem.code).toBe(code);
  const unfilled = code === 'request.method_not_allowed' ? /problems\./ : /[{}]|problems\.|undefined/;
  expect(`${problem.title} ${problem.detail} ${problem.remedy}`).not.toMatch(unfilled);
});
