import type { Variable } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../platform/app-error.js';
import { assertVariables } from './template-input.js';

const text = (name: string): Variable => ({ name, type: 'text', max_length: 60 });
const number = (length: number): Variable => ({ name: 'items', type: 'number', max_length: length });

function faultOf(variables: readonly Variable[]): unknown {
  try {
    assertVariables(variables);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.facts.errors : error;
  }
}

describe('variables of a template', () => {
  test('have names of their own', () => {
    expect(faultOf([text('order'), number(9)])).toBeUndefined();
    expect(faultOf([text('order'), number(9), text('order')])).toEqual([
      { field: 'variables.2.name', reason: 'repeated' },
    ]);
  });

  test.each(['code', 'brand', 'minutes', 'amount', 'payee'])('do not take %s from what every text is given', (name) => {
    expect(faultOf([text(name)])).toEqual([{ field: 'variables.0.name', reason: 'repeated' }]);
  });

  test('are no numbers of more digits than a number is kept with', () => {
    expect(faultOf([number(10)])).toEqual([
      { field: 'variables.0.max_length', reason: 'too_big', values: { limit: 9 } },
    ]);
  });
});
