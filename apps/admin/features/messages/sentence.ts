import type { MessageDetail } from '@codewire/contracts';

/** Which sentence explains a message, and what goes into it. The words are under `detail.sentence` in `messages/`. */
export type Sentence =
  | { readonly key: 'queued' }
  | { readonly key: 'submitting'; readonly carrier: string }
  | { readonly key: 'submitted'; readonly carrier: string }
  | { readonly key: 'delivered'; readonly carrier: string; readonly milliseconds: number; readonly attempts: number }
  | { readonly key: 'undelivered'; readonly carrier: string; readonly error: string }
  | { readonly key: 'expiredUnsent' }
  | { readonly key: 'expiredWithCarrier'; readonly carrier: string }
  | { readonly key: 'refused'; readonly carrier: string; readonly status: string; readonly error: string }
  | { readonly key: 'refusedPlain'; readonly carrier: string; readonly status: string }
  | { readonly key: 'failed'; readonly error: string };

/** `hasWords`: whether the reader's language has words for one of the log's. */
export function sentenceOf(message: MessageDetail, hasWords: (word: string) => boolean): Sentence {
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
      return { key: 'undelivered', carrier, error: message.error ?? '–' };
    case 'expired':
      return message.submitted_at ? { key: 'expiredWithCarrier', carrier } : { key: 'expiredUnsent' };
    case 'failed':
      return failed(message, carrier, hasWords);
  }
}

/** A refusal names what the carrier answered; without one the log's own word has to do. */
function failed(message: MessageDetail, carrier: string, hasWords: (word: string) => boolean): Sentence {
  const status = message.attempts.findLast((attempt) => attempt.outcome === 'refused')?.command_status_name;
  if (!status) return { key: 'failed', error: message.error ?? '–' };
  return hasWords(status)
    ? { key: 'refused', carrier, status, error: status }
    : { key: 'refusedPlain', carrier, status };
}

function millisecondsToEnd(message: MessageDetail): number {
  return Date.parse(message.ended_at ?? message.created_at) - Date.parse(message.created_at);
}
