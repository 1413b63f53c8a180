import type { SubmitRequest } from '@codewire/sms';
import type { PhoneNumber } from '@codewire/otp';
import { expect, test } from 'vitest';
import { submitText } from './submit.js';

test('the parts of a text are submitted in one turn, each after the first as a further one of the same text', async () => {
  const follows: (boolean | undefined)[] = [];
  const link = {
    submit: async (request: SubmitRequest) => {
      follows.push(request.follows);
      return { kind: 'submitted', smscMessageId: 'a' } as const;
    },
  };
  const submitted = submitText(link, {
    number: '+12125551212' as PhoneNumber,
    sender: 'Codewire',
    text: 'a'.repeat(400),
    longTexts: 'udh_8',
    nextReference: () => 7,
    expiresAtMs: 1,
    subject: 'msg_any 1',
    mayWrite: () => true,
    onWrite: () => undefined,
    onLateId: () => undefined,
  });
  expect(follows).toEqual([false, true, true]);
  await submitted;
});
