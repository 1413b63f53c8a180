import { CARRIER_SCENARIOS, TryFault } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { answerOf, firstFault, withAnswer } from './fault-values';

test.each(CARRIER_SCENARIOS)('%s can be turned on as it is offered', (scenario) => {
  expect(TryFault.parse(firstFault(scenario))).toEqual(firstFault(scenario));
});

test.each([
  ['deliver_late', '60', '61'],
  ['slow_answer', '15', '16'],
  ['throttle', '3', '4'],
] as const)('%s takes what the backend takes, and nothing else', (scenario, most, beyond) => {
  const fault = withAnswer(firstFault(scenario), most)!;
  expect(TryFault.parse(fault)).toEqual(fault);
  expect(answerOf(fault)).toBe(most);
  for (const wrong of [beyond, '0', '', '1.5', '-1', 'x']) {
    expect(withAnswer(firstFault(scenario), wrong)).toBeUndefined();
  }
});

test('a refusal is with the status that was chosen', () => {
  expect(withAnswer(firstFault('refuse'), '0x00000014')).toEqual({ scenario: 'refuse', command_status: '0x00000014' });
});
