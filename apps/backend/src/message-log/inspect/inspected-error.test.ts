import { expect, test } from 'vitest';
import type { LoggedAttempt, LoggedReceipt } from '../message-log.store.js';
import { inspectedError } from './inspected-error.js';

const attempt = (commandStatus: number | null): LoggedAttempt => ({
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
  outcome: commandStatus === null ? 'submitted' : 'refused',
  reason: null,
  commandStatus,
  startedAt: new Date(),
  answeredAt: new Date(),
  smscMessageIds: [],
});
const receipt = (state: LoggedReceipt['state'], errorCode: string | null): LoggedReceipt => ({
  state,
  receivedAt: new Date(),
  smscMessageId: '1',
  errorCode,
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
});

test('a refusal is told by its status, and what that means', () => {
  const error = inspectedError({
    message: { status: 'failed', error: 'ESME_RINVSRCADR' },
    attempts: [attempt(8), attempt(0x0a)],
    receipts: [],
  });
  expect(error).toEqual({ code: '0x0000000A', meaning: expect.stringMatching(/sender|source/i) as string });
});

test('what a receipt ended is told by the error of the receipt, which is the carrier’s own', () => {
  const receipts = [receipt('undelivered', '045'), receipt('enroute', '001'), receipt('delivered', '000')];
  const error = inspectedError({
    message: { status: 'undelivered', error: 'carrier_undelivered' },
    attempts: [attempt(0x58)],
    receipts,
  });
  expect(error).toEqual({ code: '045', meaning: null });
});

test('of one that was delivered or is under way nothing is said, whatever came before', () => {
  for (const status of ['delivered', 'submitting', 'submitted'] as const) {
    expect(inspectedError({ message: { status, error: null }, attempts: [attempt(0x58)], receipts: [] })).toEqual({
      code: null,
      meaning: null,
    });
  }
  expect(
    inspectedError({ message: { status: 'expired', error: 'expired' }, attempts: [attempt(null)], receipts: [] }),
  ).toEqual({
    code: null,
    meaning: null,
  });
});
