import type {
  CheckRequest,
  CheckResponse,
  ErrorCode,
  MessageDetail,
  MessagePage,
  MessageRow,
  OperationId,
  Problem,
  StartRequest,
  StartResponse,
  Verification,
} from '@codewire/contracts';
import { AppError, type AppErrorFacts } from './app-error.js';
import { describeProblem, problemHeaders, TEXT_FROM_FILES } from './problem.js';

const ACCEPTED_AT = '2026-11-23T12:00:00.000Z';
const RESEND_AT = '2026-11-23T12:00:30.000Z';
const EXPIRES_AT = '2026-11-23T12:10:00.000Z';
const now = new Date(ACCEPTED_AT);
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** What a refusal would be thrown with, where it says more than its code. */
const FACTS: Partial<Record<ErrorCode, AppErrorFacts>> = {
  'request.malformed_json': { values: { problem: 'json_syntax' } },
  'auth.scope_missing': { values: { scope: 'check' } },
  'request.invalid': {
    field: 'language',
    errors: [{ field: 'language', reason: 'too_long', values: { limit: 64 } }],
  },
  'number.not_a_string': { field: 'number' },
  'number.invalid': { field: 'number', values: { reason: 'not_a_number' } },
  'number.extension': { field: 'number' },
  'number.country_needed': { field: 'number' },
  'number.country_mismatch': { field: 'number' },
  'number.not_allowed': { field: 'number', values: { reason: 'premium' } },
  'number.simulated_only': { field: 'number' },
  'route.none': { field: 'number' },
  'text.too_long': { values: { segments: 2, limit: 1 } },
  'text.value_missing': { field: 'payee', values: { name: 'payee' } },
  'text.value_unknown': { field: 'amount', values: { name: 'amount' } },
  'text.value_invalid': { field: 'variables.order', values: { name: 'order', limit: 12 } },
  'text.trailer_conflict': { field: 'host' },
  'text.app_hash_not_allowed': { field: 'app_hash' },
  'text.host_not_allowed': { field: 'host', values: { field: 'host' } },
  'code.not_a_string': { field: 'code' },
  'code.invalid': { field: 'code' },
  'verification.ended': {
    values: { status: 'approved' },
    extra: { status_of_verification: 'approved', ended_at: ACCEPTED_AT },
  },
  'limit.cooldown': { field: 'number', retryAt: inSeconds(30) },
  'limit.sends': { field: 'number', retryAt: inSeconds(300), quota: { policy: 'sends', limit: 5, seconds: 600 } },
  'limit.verification_sends': { retryAt: inSeconds(120), values: { limit: 5 } },
  'limit.wrong_checks': { retryAt: inSeconds(1_800), quota: { policy: 'wrong_checks', limit: 10, seconds: 3_600 } },
  'idempotency.key_invalid': { field: 'Idempotency-Key' },
  'idempotency.in_flight': { retryAt: inSeconds(1) },
};

export interface RefusalExample {
  readonly problem: Problem;
  /** As they are sent with it, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A refusal as a caller without a preferred language would get it. */
export function exampleOf(code: ErrorCode): RefusalExample {
  const facts = FACTS[code] ?? {};
  const requestId = 'req_5vQ2mX8kT1cLw9ZrB4nHyd';
  const context = { text: TEXT_FROM_FILES, language: 'en', requestId, now } as const;
  const problem = describeProblem(new AppError(code, facts), context);
  return { problem, headers: problemHeaders(problem, facts) };
}

type Named<Value> = Readonly<Record<string, { readonly summary: string; readonly value: Value }>>;

export interface OperationExamples<Request, Answer> {
  readonly request?: Named<Request>;
  readonly answer?: Named<Answer>;
}

const id = 'ver_7TkQ2hM9xWc4LsVb1NzRya';
const message = { id: 'msg_0VwGk3Rq8sJd5XtYc2LmPn', status: 'submitting', encoding: 'GSM-7', segments: 1 } as const;

const started: StartResponse = {
  id,
  number: '+12125551212',
  purpose: 'verification',
  language: 'en',
  language_reason: 'requested',
  status: 'pending',
  attempts_left: 5,
  resend_at: RESEND_AT,
  expires_at: EXPIRES_AT,
  message,
};

const row: MessageRow = {
  id: message.id,
  verification_id: id,
  number: '+1 ********12',
  country: 'US',
  language: 'en',
  status: 'delivered',
  carrier: 'Example Mobile',
  encoding: 'GSM-7',
  segments: 1,
  created_at: ACCEPTED_AT,
  submitted_at: '2026-11-23T12:00:00.031Z',
  ended_at: '2026-11-23T12:00:02.540Z',
  error: null,
};

const ATTEMPT = { attempt: 1, carrier: 'Example Mobile' };

const detail: MessageDetail = {
  ...row,
  language_reason: 'requested',
  text: 'Your Example code is {code}. It is valid for 10 minutes.',
  template_version: 1,
  expires_at: EXPIRES_AT,
  attempts: [
    {
      ...ATTEMPT,
      outcome: 'submitted',
      started_at: '2026-11-23T12:00:00.004Z',
      answered_at: '2026-11-23T12:00:00.031Z',
      command_status: 0,
      command_status_name: 'ESME_ROK',
      command_status_meaning: 'No error.',
      command_status_cause: 'The carrier took it.',
      reason: null,
      smsc_message_ids: ['7b3f09'],
    },
  ],
  receipts: [
    {
      state: 'delivered',
      received_at: '2026-11-23T12:00:02.540Z',
      smsc_message_id: '7b3f09',
      error_code: '000',
      attempt: 1,
    },
  ],
  timeline: [
    { at: ACCEPTED_AT, kind: 'accepted', facts: { country: 'US', language: 'en', language_reason: 'requested' } },
    { at: '2026-11-23T12:00:00.004Z', kind: 'attempted', facts: ATTEMPT },
    { at: '2026-11-23T12:00:00.031Z', kind: 'submitted', facts: { ...ATTEMPT, ms: 27 } },
    { at: '2026-11-23T12:00:02.540Z', kind: 'delivered', facts: { ms: 2_540 } },
  ],
};

/** Requests and answers as they go over the wire. The tests hold each against its contract. */
export const EXAMPLES = {
  startVerification: {
    request: {
      shortest: { summary: 'A number and a language', value: { number: '12125551212', language: 'en' } },
      national: {
        summary: 'A national number, with a label of the caller',
        value: { number: '07400 123456', country: 'GB', metadata: { order: '1984' } },
      },
      payment: {
        summary: 'A payment to approve: the text names what is paid, and to whom',
        value: {
          number: '12125551212',
          purpose: 'payment',
          amount: { value: '12.50', currency: 'EUR' },
          payee: 'Corner Bakery',
        },
      },
      website: {
        summary: 'For a website on which the phone fills the code in (WebOTP, iOS)',
        value: { number: '12125551212', purpose: 'login', host: 'example.com' },
      },
      android: {
        summary: 'For an Android app that reads the code by itself (SMS Retriever)',
        value: { number: '12125551212', app_hash: 'FA+9qCX9VSu' },
      },
    },
    answer: {
      revealed: { summary: 'To a key that may reveal codes', value: { ...started, passcode: '041973' } },
      plain: { summary: 'To any other key', value: started },
    },
  } satisfies OperationExamples<StartRequest, StartResponse>,
  checkCode: {
    request: { typed: { summary: 'As the user typed it', value: { code: '041 973' } } },
    answer: {
      approved: { summary: 'The right code', value: { id, status: 'approved', at: '2026-11-23T12:00:41.207Z' } },
      wrong: { summary: 'Another code', value: { id, status: 'wrong', attempts_left: 4 } },
      expired: { summary: 'Too late', value: { id, status: 'expired', at: EXPIRES_AT } },
    },
  } satisfies OperationExamples<CheckRequest, CheckResponse>,
  resendCode: {
    answer: {
      resent: {
        summary: 'The same code in a new message',
        value: { ...started, resend_at: '2026-11-23T12:01:31.000Z' },
      },
    },
  } satisfies OperationExamples<never, StartResponse>,
  readVerification: {
    answer: {
      running: {
        summary: 'A verification that waits for its code',
        value: { ...started, created_at: ACCEPTED_AT, ended_at: null, sends: 1, metadata: { order: '1984' } },
      },
    },
  } satisfies OperationExamples<never, Verification>,
  cancelVerification: {},
  listMessages: {
    answer: { page: { summary: 'The last page', value: { data: [row], next_cursor: null } } },
  } satisfies OperationExamples<never, MessagePage>,
  readMessage: {
    answer: { delivered: { summary: 'A delivered message', value: detail } },
  } satisfies OperationExamples<never, MessageDetail>,
} satisfies Record<OperationId, OperationExamples<unknown, unknown>>;
