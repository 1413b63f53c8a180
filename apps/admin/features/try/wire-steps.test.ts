import type { TimelineEvent } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { wireSteps, type Pdu } from './wire-steps';

const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 26, 9, 0, 0, milliseconds)).toISOString();
const event = (kind: TimelineEvent['kind'], milliseconds: number): TimelineEvent => ({
  kind,
  at: at(milliseconds),
  facts: {},
});
const pdu = (command: string, milliseconds: number) => ({ command, at: at(milliseconds) }) as Pdu;

const told = (events: TimelineEvent[], pdus: Pdu[]) =>
  wireSteps(events, pdus).map((step) => (step.kind === 'pdu' ? step.pdu.command : step.event.kind));

test('PDUs stand among the steps at their time', () => {
  const events = [event('accepted', 0), event('attempted', 3), event('submitted', 9), event('delivered', 40)];
  const pdus = [pdu('submit_sm', 4), pdu('submit_sm_resp', 8), pdu('deliver_sm', 39)];
  expect(told(events, pdus)).toEqual([
    'accepted',
    'attempted',
    'submit_sm',
    'submit_sm_resp',
    'submitted',
    'deliver_sm',
    'delivered',
  ]);
});

test('within a millisecond an attempt comes before its PDU, and what follows from one after it', () => {
  expect(told([event('attempted', 3), event('submitted', 5)], [pdu('submit_sm_resp', 5), pdu('submit_sm', 3)])).toEqual(
    ['attempted', 'submit_sm', 'submit_sm_resp', 'submitted'],
  );
});

test('steps that are told in an order keep it', () => {
  const events = [event('accepted', 0), event('rendered', 0), event('routed', 0), event('attempted', 0)];
  expect(told(events, [])).toEqual(['accepted', 'rendered', 'routed', 'attempted']);
});
