import type { TryFault } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { readRuling, turnOff, turnOn, type Ruling, type Switches } from './fault-switches.js';

/** As the simulated carrier has them; the end-to-end test asks it for them. */
const USUAL: Switches = {
  answer_delay_ms: 0,
  answers_reversed: null,
  handset: 'shows',
  handset_delay_ms: 0,
  receipt: 'deliver',
  receipt_copies: 1,
  receipt_delay_ms: 500,
  receipt_id: 'as_is',
  receipt_stat: null,
  receipt_when: 'after_delay',
  refuse_again_after: null,
  refuse_count: null,
  refuse_status: null,
  end_after: null,
  end_every: null,
  end_with: 'cut',
};

const NONE: Ruling = { faults: [], others: {} };
const rulingOf = (switches: Switches) => readRuling({ ...USUAL, ...switches }, USUAL);

/** What rules after these were turned on, one after the other. */
const turnedOn = (...faults: TryFault[]) =>
  faults.reduce<Ruling>((ruling, fault) => rulingOf(turnOn(ruling, fault)), NONE).faults;

const FAULTS: TryFault[] = [
  { scenario: 'deliver_late', seconds: 7 },
  { scenario: 'never_deliver' },
  { scenario: 'receipt_failed' },
  { scenario: 'refuse', command_status: '0x0000000B' },
  { scenario: 'throttle', times: 2 },
  { scenario: 'slow_answer', seconds: 4 },
  { scenario: 'receipt_first' },
  { scenario: 'receipt_twice' },
  { scenario: 'receipt_unknown_id' },
  { scenario: 'cut' },
  { scenario: 'parts_reversed' },
];

test.each(FAULTS)('$scenario is read back as it was set, and from nothing else', (fault) => {
  expect(turnedOn(fault)).toEqual([fault]);
});

test('what is usual is no fault', () => {
  expect(rulingOf({})).toEqual(NONE);
});

test('two that can hold together do', () => {
  const [slow, twice] = [{ scenario: 'slow_answer', seconds: 4 }, { scenario: 'receipt_twice' }] as const;
  expect(turnedOn(twice, slow)).toEqual([slow, twice]);
});

test.each<[TryFault, TryFault]>([
  [{ scenario: 'never_deliver' }, { scenario: 'receipt_failed' }],
  [
    { scenario: 'throttle', times: 1 },
    { scenario: 'refuse', command_status: '0x00000058' },
  ],
  [
    { scenario: 'refuse', command_status: '0x00000058' },
    { scenario: 'throttle', times: 1 },
  ],
  [{ scenario: 'receipt_first' }, { scenario: 'deliver_late', seconds: 1 }],
  [{ scenario: 'slow_answer', seconds: 1 }, { scenario: 'parts_reversed' }],
  [
    { scenario: 'deliver_late', seconds: 1 },
    { scenario: 'deliver_late', seconds: 2 },
  ],
])('of two that cannot, the later one holds: %o and then %o', (before, after) => {
  expect(turnedOn(before, after)).toEqual([after]);
});

test('one is turned off, and what is set beside it stays', () => {
  const ruling = rulingOf({ receipt_copies: 2, receipt_id: 'unknown', receipt_stat: 'ACKED' });
  expect(ruling.others).toEqual({ receipt_stat: 'ACKED' });
  const left = turnOff(ruling, 'receipt_twice');
  expect(left).toEqual({ receipt_id: 'unknown', receipt_stat: 'ACKED' });
  expect(turnOff(rulingOf(left), 'receipt_unknown_id')).toEqual({ receipt_stat: 'ACKED' });
});

test('switches of sessions are not looked at: they are not a number’s', () => {
  expect(readRuling({ ...USUAL, refuse_bind: 13 }, USUAL)).toEqual(NONE);
});
