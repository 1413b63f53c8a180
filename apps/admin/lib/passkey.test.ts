import { expect, test } from 'vitest';
import { makePasskey, PasskeyFailure, troubleOf } from './passkey';

const named = (name: string) => Object.assign(new Error('in the words of some browser'), { name });

test.each([
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'cancelled'],
  ['InvalidStateError', 'known'],
  ['SecurityError', 'wrong_origin'],
  ['NotSupportedError', 'unsupported'],
  ['ConstraintError', 'unsupported'],
  ['UnknownError', 'failed'],
])('%s means %s', (name, trouble) => {
  expect(troubleOf(named(name))).toBe(trouble);
});

test('where there are no passkeys, that is said before anything is asked', async () => {
  await expect(makePasskey({})).rejects.toEqual(new PasskeyFailure('unsupported'));
});
