import type { MessageSearchRow, VerificationDetail } from '@codewire/contracts';

/** A verification of a test: a minute old at most, and nothing but its first message has happened to it. */
export function verificationOf(changes: Partial<VerificationDetail>): VerificationDetail {
  return {
    id: 'ver_1',
    application_id: 'app_1',
    application: 'Shop',
    number: '+1 ********42',
    country: 'US',
    purpose: 'login',
    language: 'en',
    status: 'pending',
    checks_used: 0,
    max_checks: 5,
    sends: 1,
    max_sends: 3,
    created_at: '2026-11-25T12:00:00.000Z',
    expires_at: '2026-11-25T12:10:00.000Z',
    ended_at: null,
    ms_to_approve: null,
    language_reason: 'requested',
    policy_version: 2,
    checks_left: 5,
    resend_at: '2026-11-25T12:00:30.000Z',
    checks: [],
    metadata: null,
    messages: [rowOf({})],
    superseded_by: null,
    may_cancel: true,
    may_resend: true,
    ...changes,
  };
}

/** One of its messages: delivered two seconds after the start. */
export function rowOf(changes: Partial<MessageSearchRow>): MessageSearchRow {
  return {
    id: 'msg_1',
    verification_id: 'ver_1',
    number: '+1 ********42',
    country: 'US',
    language: 'en',
    status: 'delivered',
    carrier: 'North',
    encoding: 'GSM-7',
    segments: 1,
    created_at: '2026-11-25T12:00:00.000Z',
    submitted_at: '2026-11-25T12:00:00.500Z',
    ended_at: '2026-11-25T12:00:02.000Z',
    error: null,
    application_id: 'app_1',
    application: 'Shop',
    carrier_id: 'car_1',
    purpose: 'login',
    sender: 'Acme',
    template_version: 1,
    attempts: 1,
    error_code: null,
    error_meaning: null,
    ms_to_deliver: 2_000,
    ...changes,
  };
}
