import type { MessageInspection } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { carrierReports } from './carrier-report';
import { attemptOf, messageOf } from './message-fixture';

const failedOver: MessageInspection = messageOf({
  status: 'delivered',
  attempts: [
    attemptOf({ carrier: 'North', outcome: 'refused', command_status: 0x0a, command_status_name: 'ESME_RINVSRCADR' }),
    attemptOf({ attempt: 2, carrier: 'South', outcome: 'submitted', smsc_message_ids: ['a1', 'a2'] }),
  ],
  receipts: [
    {
      state: 'delivered',
      received_at: '2026-11-25T12:00:03.250Z',
      smsc_message_id: 'a1',
      error_code: '000',
      attempt: 2,
    },
  ],
});

test('each carrier is told of its own attempts: ids, answers, times in UTC', () => {
  const [north, south] = carrierReports(failedOver);
  expect(north).toEqual({
    carrier: 'North',
    text: `Please look into this message.

Account at:       North
Our reference:    msg_1
State here:       delivered
Destination:      US
Sender:           Acme
Encoding:         GSM-7, 1 segment

submit_sm:        2026-11-25 12:00:00.000 UTC
submit_sm_resp:   2026-11-25 12:00:01.000 UTC
command_status:   ESME_RINVSRCADR 0x0000000A
SMSC message id:  none`,
  });
  expect(south?.text).toContain('SMSC message id:  a1, a2');
  expect(south?.text).toContain('deliver_sm:       2026-11-25 12:00:03.250 UTC, delivered, error 000, id a1');
  expect(south?.text).not.toContain('North');
});

test('what was not answered is said to have no answer', () => {
  const [report] = carrierReports(
    messageOf({ attempts: [attemptOf({ outcome: 'unknown', reason: 'timeout', command_status: null })] }),
  );
  expect(report?.text).toContain('submit_sm_resp:   none\ncommand_status:   none');
});

test('nothing of the person is in it: no number, not even masked, no text, no verification', () => {
  const { number, text, verification_id: verification, application } = failedOver;
  for (const report of carrierReports(failedOver)) {
    for (const personal of [number, text, verification, application]) expect(report.text).not.toContain(personal);
  }
});

test('a message that no carrier was given has nothing to report', () => {
  expect(carrierReports(messageOf({}))).toEqual([]);
});
