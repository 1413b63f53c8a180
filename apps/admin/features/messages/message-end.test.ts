import { MESSAGE_STATUSES } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { isFinal } from './message-end';

test('only what nothing more can happen to is no longer followed', () => {
  expect(MESSAGE_STATUSES.filter((status) => !isFinal(status))).toEqual(['queued', 'submitting', 'submitted']);
});
