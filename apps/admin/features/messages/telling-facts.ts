import type { TimelineEvent } from '@codewire/contracts';

export type Fact = readonly [name: string, value: string | number];

/**
 * The facts of a step that tell something new. What the step before it or the line itself already says is left out:
 * whose attempt it is when there was only one, the time between two steps, the code for "no error".
 */
export function tellingFacts(event: TimelineEvent, events: readonly TimelineEvent[]): Fact[] {
  const attempts = events.filter(({ kind }) => kind === 'attempted').length;
  return Object.entries(event.facts).filter(([name, value]) => {
    if (name === 'attempt') return attempts > 1;
    if (name === 'carrier') return event.kind === 'attempted' || (event.kind === 'receipt' && attempts > 1);
    if (name === 'ms') return isEnding(event);
    if (name === 'error_code') return !/^0+$/.test(String(value));
    return true;
  });
}

/** Between an answer and its question the gap is shown anyway; of an ending it is the whole way that counts. */
function isEnding({ kind }: TimelineEvent): boolean {
  return kind === 'delivered' || kind === 'undelivered' || kind === 'expired' || kind === 'failed';
}
