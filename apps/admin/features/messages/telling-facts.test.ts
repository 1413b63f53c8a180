import type { TimelineEvent } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { tellingFacts } from './telling-facts';

const step = (kind: TimelineEvent['kind'], facts: TimelineEvent['facts']): TimelineEvent => ({
  at: '2026-11-25T12:00:00.000Z',
  kind,
  facts,
});

const FIRST = step('attempted', { attempt: 1, carrier: 'Acme' });
const SECOND = step('attempted', { attempt: 2, carrier: 'Other' });
const ANSWER = step('submitted', { attempt: 1, carrier: 'Acme', ms: 20 });
const RECEIPT = step('receipt', { state: 'delivered', attempt: 1, carrier: 'Acme', error_code: '000' });
const END = step('delivered', { ms: 500 });

test('of one attempt the carrier is named once', () => {
  const events = [FIRST, ANSWER, RECEIPT, END];
  expect(events.map((event) => tellingFacts(event, events))).toEqual([
    [['carrier', 'Acme']],
    [],
    [['state', 'delivered']],
    [['ms', 500]],
  ]);
});

test('of several, each step says whose it is', () => {
  const events = [FIRST, ANSWER, SECOND, RECEIPT];
  expect(tellingFacts(ANSWER, events)).toEqual([['attempt', 1]]);
  expect(tellingFacts(RECEIPT, events)).toEqual([
    ['state', 'delivered'],
    ['attempt', 1],
    ['carrier', 'Acme'],
  ]);
});

test('an error code that means an error is shown', () => {
  const failure = step('receipt', { state: 'undelivered', error_code: '027' });
  expect(tellingFacts(failure, [failure])).toContainEqual(['error_code', '027']);
});
