import type { BindState, ConsoleContext } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { worstBindState } from './bind-health';

const carriers = (...states: BindState[]): ConsoleContext['carriers'] =>
  states.map((state) => ({
    id: state,
    name: state,
    is_simulated: true,
    bind: { state, reason: 'started', since: '2026-11-25T12:00:00.000Z' },
  }));

test('one carrier that is down is what an operator hears of', () => {
  expect(worstBindState(carriers('bound', 'idle', 'down', 'connecting'))).toBe('down');
  expect(worstBindState(carriers('bound', 'binding'))).toBe('binding');
  expect(worstBindState(carriers('bound', 'bound'))).toBe('bound');
  expect(worstBindState([])).toBeNull();
});
