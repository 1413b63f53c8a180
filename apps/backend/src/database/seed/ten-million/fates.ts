import type { MessageStatus } from '@codewire/contracts';
import type { VerificationStatus } from '@codewire/otp';

/** What becomes of a message, and how often among a million. */
export interface Fate {
  readonly perMillion: number;
  readonly status: MessageStatus;
  /** The word of the log. */
  readonly error?: string;
  /** What the carrier answered to the last submit. */
  readonly commandStatus?: number;
  /** What the receipt said; none came where it is left out. */
  readonly receiptError?: string;
  /** Submits; 0: no carrier was there as long as the code lived. */
  readonly attempts: 0 | 1 | 2;
}

const refused = (perMillion: number, commandStatus: number, error: string): Fate => ({
  perMillion,
  status: 'failed',
  error,
  commandStatus,
  attempts: 1,
});

const undelivered = (perMillion: number, receiptError: string): Fate => ({
  perMillion,
  status: 'undelivered',
  error: 'carrier_undelivered',
  receiptError,
  attempts: 1,
});

/** As operators see it on a good day: most arrive, few fail for one reason each, and some reasons are rare. */
const FATES: readonly Fate[] = [
  { perMillion: 918_000, status: 'delivered', receiptError: '000', attempts: 1 },
  { perMillion: 19_000, status: 'delivered', receiptError: '000', attempts: 2 },
  { perMillion: 14_000, status: 'submitted', attempts: 1 },
  undelivered(17_000, '027'),
  undelivered(6_000, '001'),
  undelivered(1_500, '00A'),
  refused(11_000, 0x0b, 'ESME_RINVDSTADR'),
  refused(2_000, 0x0a, 'ESME_RINVSRCADR'),
  refused(1_450, 0x45, 'ESME_RSUBMITFAIL'),
  { perMillion: 10_000, status: 'expired', error: 'not_sent_in_time', attempts: 0 },
  refused(50, 0x14, 'ESME_RMSGQFUL'),
];

/** A million places, each with its fate: a draw is a look. */
export const FATE_OF = FATES.flatMap((fate) => Array.from({ length: fate.perMillion / 50 }, () => fate));

export interface End {
  readonly percent: number;
  readonly status: VerificationStatus;
  readonly checks: number;
}

export const EXPIRED: End = { percent: 11, status: 'expired', checks: 0 };

/** What people make of a code that came. */
const ENDS: readonly End[] = [
  { percent: 78, status: 'approved', checks: 1 },
  { percent: 8, status: 'approved', checks: 2 },
  EXPIRED,
  { percent: 2, status: 'cancelled', checks: 0 },
  { percent: 1, status: 'exhausted', checks: 5 },
];
export const END_OF = ENDS.flatMap((end) => Array.from({ length: end.percent }, () => end));

/** Where phones are, how their numbers begin and how long they are, and what language their people read. */
const COUNTRIES: readonly {
  readonly percent: number;
  readonly country: string;
  readonly prefix: string;
  readonly digits: number;
  readonly language: string;
}[] = [
  { percent: 26, country: 'US', prefix: '1212', digits: 11, language: 'en' },
  { percent: 13, country: 'GB', prefix: '447400', digits: 12, language: 'en' },
  { percent: 13, country: 'DE', prefix: '491511', digits: 13, language: 'de' },
  { percent: 10, country: 'FR', prefix: '336120', digits: 11, language: 'fr' },
  { percent: 9, country: 'BR', prefix: '551199', digits: 13, language: 'pt-BR' },
  { percent: 8, country: 'IN', prefix: '919810', digits: 12, language: 'hi' },
  { percent: 7, country: 'ES', prefix: '346120', digits: 11, language: 'es' },
  { percent: 5, country: 'MX', prefix: '525512', digits: 12, language: 'es' },
  { percent: 4, country: 'JP', prefix: '818012', digits: 12, language: 'ja' },
  { percent: 3, country: 'SA', prefix: '966501', digits: 12, language: 'ar' },
  { percent: 2, country: 'IL', prefix: '972501', digits: 12, language: 'he' },
];
export const COUNTRY_OF = COUNTRIES.flatMap((one) => Array.from({ length: one.percent }, () => one));
