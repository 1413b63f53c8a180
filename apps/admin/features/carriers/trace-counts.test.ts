import type { TracedPdu } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { countsOf, matchingPdus } from './trace-counts';

const pdu = (direction: 'in' | 'out', command: string, command_status = 'ESME_ROK', slot = 1) =>
  ({ direction, command, command_status, slot }) as TracedPdu;

const SEEN = [
  pdu('in', 'submit_sm_resp', 'ESME_RTHROTTLED'),
  pdu('out', 'submit_sm'),
  pdu('in', 'submit_sm_resp', 'ESME_RTHROTTLED', 2),
  pdu('out', 'submit_sm', 'ESME_ROK', 2),
  pdu('out', 'enquire_link'),
  pdu('in', 'enquire_link_resp'),
  pdu('in', 'generic_nack', 'ESME_RINVCMDID'),
];

test('answers count with what they answer, each way for itself, and refusals by their names', () => {
  expect(countsOf(SEEN)).toEqual([
    { command: 'submit_sm', out: 2, in: 2, refusals: [{ status: 'ESME_RTHROTTLED', count: 2 }] },
    { command: 'enquire_link', out: 1, in: 1, refusals: [] },
    { command: 'generic_nack', out: 0, in: 1, refusals: [{ status: 'ESME_RINVCMDID', count: 1 }] },
  ]);
});

test('filters hold together', () => {
  const any = { command: '', direction: '', slot: '' } as const;
  expect(matchingPdus(SEEN, any)).toEqual(SEEN);
  expect(matchingPdus(SEEN, { ...any, command: 'submit_sm', slot: '2' })).toEqual([SEEN[3]]);
  expect(matchingPdus(SEEN, { ...any, direction: 'out' })).toHaveLength(3);
});
