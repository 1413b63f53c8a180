import { expect, test } from 'vitest';
import { timeAxis } from './time-axis';
import { rowOf, verificationOf } from './verification-fixture';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25, 12, 0, seconds)).toISOString();

test('sends stand where they began and end where they did, the oldest first', () => {
  const messages = [
    rowOf({ id: 'msg_2', created_at: at(40), ended_at: at(50) }),
    rowOf({ id: 'msg_1', created_at: at(0), ended_at: at(10) }),
  ];
  const axis = timeAxis(verificationOf({ status: 'approved', ended_at: at(100), messages }));
  expect(axis).toMatchObject({ from: at(0), to: at(100), life: { from: 0, to: 1_000 } });
  expect(axis.sends.map(({ message, span }) => [message.id, span])).toEqual([
    ['msg_1', { from: 0, to: 100 }],
    ['msg_2', { from: 400, to: 500 }],
  ]);
});

test('one that is pending has an axis to the end of its life', () => {
  expect(timeAxis(verificationOf({})).to).toBe(verificationOf({}).expires_at);
});

test('a receipt that came after the end makes the axis longer', () => {
  const messages = [rowOf({ ended_at: at(20) })];
  const axis = timeAxis(verificationOf({ status: 'cancelled', ended_at: at(10), messages }));
  expect([axis.to, axis.life]).toEqual([at(20), { from: 0, to: 500 }]);
});

test('checks stand where they were made, and tell the right one from the wrong', () => {
  const checks = [
    { at: at(50), is_right: false },
    { at: at(100), is_right: true },
  ];
  const axis = timeAxis(verificationOf({ status: 'approved', ended_at: at(100), checks }));
  expect(axis.checks).toEqual([
    { at: at(50), isRight: false, span: { from: 500, to: 506 } },
    { at: at(100), isRight: true, span: { from: 994, to: 1_000 } },
  ]);
});

test('what took no time is seen, at the very end too', () => {
  const messages = [rowOf({ created_at: at(600), submitted_at: null, ended_at: null })];
  expect(timeAxis(verificationOf({ messages })).sends[0]?.span).toEqual({ from: 994, to: 1_000 });
});
