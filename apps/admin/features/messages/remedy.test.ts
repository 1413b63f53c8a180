import { MESSAGE_STATUSES, type MessageInspection } from '@codewire/contracts';
import { expect, test } from 'vitest';
import ar from '../../messages/ar.json';
import de from '../../messages/de.json';
import en from '../../messages/en.json';
import es from '../../messages/es.json';
import { attemptOf, messageOf } from './message-fixture';
import { placeOf, remedyOf, type Remedy } from './remedy';

const refused = (command_status_name: string): Partial<MessageInspection> => ({
  status: 'failed',
  error: command_status_name,
  attempts: [attemptOf({ command_status_name })],
});

test.each<[Partial<MessageInspection>, Remedy | undefined]>([
  [{ status: 'queued' }, 'carriers'],
  [{ status: 'submitting' }, 'wait'],
  [{ status: 'submitted' }, 'receipt'],
  [{ status: 'delivered' }, undefined],
  [{ status: 'undelivered', error: 'carrier_undelivered' }, 'resend'],
  [{ status: 'undelivered', error: 'carrier_rejected' }, 'report'],
  [{ status: 'expired', error: 'not_sent_in_time' }, 'carriers'],
  [{ status: 'expired', error: 'unanswered' }, 'report'],
  [{ status: 'expired', error: 'superseded' }, 'newer'],
  [refused('ESME_RINVSRCADR'), 'sender'],
  [refused('ESME_RINVDSTADR'), 'number'],
  [refused('ESME_RTHROTTLED'), 'rate'],
  [refused('ESME_RINVPASWD'), 'account'],
  [refused('ESME_RINVMSGLEN'), 'form'],
  [refused('ESME_RSYSERR'), 'outage'],
  [refused('0x00000401'), 'report'],
  [{ status: 'failed', error: 'not_encodable' }, 'text'],
  [{ status: 'failed', error: 'cancelled' }, 'newer'],
])('%o', (changes, remedy) => expect(remedyOf(messageOf(changes))).toBe(remedy));

test('of whatever state it is, what can be done has words in every language', () => {
  const told = MESSAGE_STATUSES.map((status) => remedyOf(messageOf({ status }))).filter(
    (remedy) => remedy !== undefined,
  );
  for (const { detail } of [en, de, es, ar]) expect(Object.keys(detail.next)).toEqual(expect.arrayContaining(told));
});

test('what is done in the console is a way away', () => {
  const href = (remedy: Remedy, changes: Partial<MessageInspection> = {}) => placeOf(remedy, messageOf(changes))?.href;
  expect(href('sender')).toBe('/routing?view=senders');
  expect(href('rate')).toBe('/carriers/car_1?tab=settings');
  expect(href('account')).toBe('/carriers/car_1?tab=credentials');
  expect(href('text')).toBe('/templates/tpl_1?locale=en');
  for (const remedy of ['newer', 'resend', 'outage'] as const) expect(href(remedy)).toBe('/verifications/ver_1');
  expect(href('report')).toBeUndefined();
  expect(href('text', { template_id: null })).toBeUndefined();
  expect(href('form', { carrier_id: null })).toBeUndefined();
});
