import type { Attempt, MessageInspection } from '@codewire/contracts';
import { statusText } from './status-text';

/** What of a message its sentence is made of. */
export type ToldMessage = Pick<
  MessageInspection,
  'status' | 'carrier' | 'attempts' | 'error' | 'error_code' | 'created_at' | 'submitted_at' | 'ended_at'
>;

/** Which sentence explains a message, and what goes into it. The words are under `detail.sentence` in `messages/`. */
export type Sentence =
  | { readonly key: 'queued' }
  | { readonly key: 'submitting'; readonly carrier: string }
  | { readonly key: 'submitted'; readonly carrier: string }
  | { readonly key: 'delivered'; readonly carrier: string; readonly milliseconds: number; readonly attempts: number }
  | { readonly key: 'undelivered'; readonly carrier: string; readonly error: string; readonly code: string }
  | { readonly key: 'expiredUnsent' }
  | { readonly key: 'expiredWithCarrier'; readonly carrier: string }
  | { readonly key: 'refused'; readonly carrier: string; readonly status: string; readonly error: string }
  | { readonly key: 'refusedPlain'; readonly carrier: string; readonly status: string }
  | { readonly key: 'failed'; readonly error: string };

/** What the reader's language makes of the log's words and of milliseconds. */
export interface ReadersWords {
  readonly causes: { readonly has: (word: string) => boolean; readonly inWords: (word: string) => string };
  readonly duration: (milliseconds: number) => string;
}

/** The sentence's key, and every value that any of them asks for. */
export function toldSentence(message: ToldMessage, { causes, duration }: ReadersWords) {
  const { key, ...values } = sentenceOf(message, causes.has);
  const code = 'code' in values ? values.code : '';
  return {
    key,
    values: {
      carrier: '',
      status: '',
      attempts: 0,
      ...values,
      duration: 'milliseconds' in values ? duration(values.milliseconds) : '',
      error: 'error' in values ? causes.inWords(values.error) : '',
      code: code === '' ? 'none' : code,
    },
  };
}

/** `hasWords`: whether the reader's language has words for one of the log's. */
function sentenceOf(message: ToldMessage, hasWords: (word: string) => boolean): Sentence {
  const carrier = message.carrier ?? '–';
  switch (message.status) {
    case 'queued':
      return { key: 'queued' };
    case 'submitting':
      return { key: 'submitting', carrier };
    case 'submitted':
      return { key: 'submitted', carrier };
    case 'delivered':
      return { key: 'delivered', carrier, milliseconds: millisecondsToEnd(message), attempts: message.attempts.length };
    case 'undelivered':
      return { key: 'undelivered', carrier, error: message.error ?? '–', code: receiptCode(message) };
    case 'expired':
      return message.submitted_at ? { key: 'expiredWithCarrier', carrier } : { key: 'expiredUnsent' };
    case 'failed':
      return failed(message, hasWords);
  }
}

/** The refusal that a message failed by, if it did. */
export function lastRefusal({ attempts }: Pick<ToldMessage, 'attempts'>): Attempt | undefined {
  return attempts.findLast(({ outcome }) => outcome === 'refused');
}

/** A refusal names what the carrier answered; without one the log's own word has to do. */
function failed(message: ToldMessage, hasWords: (word: string) => boolean): Sentence {
  const refusal = lastRefusal(message);
  const status = refusal && statusText(refusal);
  if (!refusal || !status) return { key: 'failed', error: message.error ?? '–' };
  const { carrier, command_status_name: name } = refusal;
  return name && hasWords(name)
    ? { key: 'refused', carrier, status, error: name }
    : { key: 'refusedPlain', carrier, status };
}

/** The error of a receipt; the one that says "no error" says nothing. Of a refusal the sentence has its own words. */
function receiptCode({ error_code: code }: ToldMessage): string {
  return code === null || /^0+$/.test(code) ? '' : code;
}

function millisecondsToEnd(message: ToldMessage): number {
  return Date.parse(message.ended_at ?? message.created_at) - Date.parse(message.created_at);
}
