import type { AttemptOutcome, LanguageReason, MessageStatus, ReceiptState } from '@codewire/contracts';
import type { VerificationStatus } from '@codewire/otp';

/** What became of one submit, in milliseconds from the message's begin. */
interface AttemptStory {
  readonly startedMs: number;
  readonly answeredMs: number;
  readonly outcome: Exclude<AttemptOutcome, 'open'>;
  readonly reason?: string;
  readonly commandStatus?: number;
}

export interface Story {
  readonly verification: VerificationStatus;
  readonly checksUsed: number;
  /** Seconds from the start until the verification ended; none when only its life ran out. */
  readonly endedSeconds?: number;
  readonly message: MessageStatus;
  readonly error?: string;
  readonly attempts: readonly AttemptStory[];
  readonly receipt?: { readonly state: ReceiptState; readonly afterMs: number; readonly errorCode: string };
}

const SENT: AttemptStory = { startedMs: 4, answeredMs: 31, outcome: 'submitted' };
const DELIVERED = { state: 'delivered', afterMs: 2_850, errorCode: '000' } as const;
const sent = (answeredMs: number): AttemptStory => ({ ...SENT, answeredMs });
const delivered = (afterMs: number) => ({ ...DELIVERED, afterMs });

/** What happens in a day, most of it good: the ordinary ones are told several times. */
const APPROVED: readonly Story[] = [
  { seconds: 11, checks: 1, answer: 24, after: 2_410 },
  { seconds: 17, checks: 1, answer: 29, after: 3_120 },
  { seconds: 9, checks: 1, answer: 41, after: 1_960 },
  { seconds: 48, checks: 2, answer: 22, after: 5_870 },
  { seconds: 95, checks: 3, answer: 36, after: 4_030 },
].map(({ seconds, checks, answer, after }) => ({
  verification: 'approved',
  checksUsed: checks,
  endedSeconds: seconds,
  message: 'delivered',
  attempts: [sent(answer)],
  receipt: delivered(after),
}));

const OTHERS: readonly Story[] = [
  // Delivered, and nobody typed it in.
  { verification: 'pending', checksUsed: 0, message: 'delivered', attempts: [sent(27)], receipt: delivered(7_240) },
  // The phone was off until the code had died.
  {
    verification: 'pending',
    checksUsed: 0,
    message: 'undelivered',
    error: 'carrier_undelivered',
    attempts: [sent(33)],
    receipt: { state: 'undelivered', afterMs: 41_300, errorCode: '027' },
  },
  // No carrier would take this number.
  {
    verification: 'pending',
    checksUsed: 0,
    message: 'failed',
    error: 'ESME_RINVDSTADR',
    attempts: [{ startedMs: 5, answeredMs: 26, outcome: 'refused', reason: 'ESME_RINVDSTADR', commandStatus: 0x0b }],
  },
  // The carrier asked for patience; the second attempt went through.
  {
    verification: 'approved',
    checksUsed: 1,
    endedSeconds: 21,
    message: 'delivered',
    attempts: [
      { startedMs: 4, answeredMs: 19, outcome: 'refused', reason: 'ESME_RTHROTTLED', commandStatus: 0x58 },
      { startedMs: 1_070, answeredMs: 1_098, outcome: 'submitted' },
    ],
    receipt: delivered(4_480),
  },
  // The carrier did not answer; the same code went out once more.
  {
    verification: 'approved',
    checksUsed: 1,
    endedSeconds: 34,
    message: 'delivered',
    attempts: [
      { startedMs: 4, answeredMs: 10_006, outcome: 'unknown', reason: 'timeout' },
      { startedMs: 10_030, answeredMs: 10_062, outcome: 'submitted' },
    ],
    receipt: delivered(12_900),
  },
  // No bind was up as long as the code lived.
  { verification: 'pending', checksUsed: 0, message: 'expired', error: 'not_sent_in_time', attempts: [] },
  // No receipt ever came, and the code was typed in all the same.
  { verification: 'approved', checksUsed: 1, endedSeconds: 15, message: 'submitted', attempts: [sent(30)] },
  // Someone guessed.
  {
    verification: 'exhausted',
    checksUsed: 5,
    endedSeconds: 62,
    message: 'delivered',
    attempts: [sent(25)],
    receipt: delivered(2_200),
  },
  // The user went back, and asked again.
  {
    verification: 'cancelled',
    checksUsed: 0,
    endedSeconds: 20,
    message: 'delivered',
    attempts: [sent(28)],
    receipt: delivered(3_650),
  },
  {
    verification: 'superseded',
    checksUsed: 1,
    endedSeconds: 71,
    message: 'delivered',
    attempts: [sent(35)],
    receipt: delivered(2_990),
  },
];

/** Forty stories of one day, in the order they are told. */
export const STORIES: readonly Story[] = Array.from({ length: 10 }, (_, round) => [
  APPROVED[round % 5] as Story,
  APPROVED[(round + 2) % 5] as Story,
  OTHERS[round] as Story,
  APPROVED[(round + 4) % 5] as Story,
]).flat();

/** People of several countries, by numbers that regulators keep free for fiction: no one owns them. */
export const PEOPLE: readonly {
  readonly number: string;
  readonly language: string;
  readonly reason: LanguageReason;
}[] = [
  { number: '+12125550117', language: 'en', reason: 'requested' },
  { number: '+13055550142', language: 'es', reason: 'requested' },
  { number: '+447700900321', language: 'en', reason: 'country' },
  { number: '+33639981204', language: 'ar', reason: 'requested' },
  { number: '+61491570156', language: 'zh-CN', reason: 'requested' },
  { number: '+14155550163', language: 'ru', reason: 'requested' },
  { number: '+447700900745', language: 'hi', reason: 'requested' },
  { number: '+33639984471', language: 'en', reason: 'application' },
  { number: '+17185550108', language: 'he', reason: 'requested' },
  { number: '+61491570737', language: 'ja', reason: 'requested' },
  { number: '+16175550129', language: 'pt-BR', reason: 'requested' },
  { number: '+447700900468', language: 'de', reason: 'requested' },
  { number: '+12065550174', language: 'en', reason: 'requested_fallback' },
];
