import type { Attempt, MessageInspection } from '@codewire/contracts';

/** A message of a test: queued, and nothing has happened to it. */
export function messageOf(changes: Partial<MessageInspection>): MessageInspection {
  return {
    id: 'msg_1',
    verification_id: 'ver_1',
    number: '+1 ********42',
    country: 'US',
    language: 'en',
    status: 'queued',
    carrier: 'North',
    encoding: 'GSM-7',
    segments: 1,
    created_at: '2026-11-25T12:00:00.000Z',
    submitted_at: null,
    ended_at: null,
    error: null,
    language_reason: 'requested',
    text: 'Your code is {code}.',
    template_version: 1,
    expires_at: '2026-11-25T12:10:00.000Z',
    attempts: [],
    receipts: [],
    timeline: [],
    application_id: 'app_1',
    application: 'Shop',
    carrier_id: 'car_1',
    purpose: 'login',
    sender: 'Acme',
    template_id: 'tpl_1',
    rule: null,
    is_simulated: false,
    error_code: null,
    error_meaning: null,
    price: null,
    ...changes,
  };
}

/** One that was refused for its number a second after it was sent. */
export function attemptOf(changes: Partial<Attempt>): Attempt {
  return {
    attempt: 1,
    carrier: 'North',
    outcome: 'refused',
    started_at: '2026-11-25T12:00:00.000Z',
    answered_at: '2026-11-25T12:00:01.000Z',
    command_status: 0x0b,
    command_status_name: 'ESME_RINVDSTADR',
    command_status_meaning: 'The destination number is invalid.',
    command_status_cause: 'No such number.',
    reason: null,
    smsc_message_ids: [],
    ...changes,
  };
}
