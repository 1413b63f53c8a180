import { CarrierSettings, type CarrierView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { actionsOf, readStatus, rulesDraftOf, withRule } from './small-drafts';

const KNOWN = [{ status: '0x00000045', name: 'ESME_RSUBMITFAIL' }];

test.each([
  ['0x45', '0x00000045'],
  ['45', '0x00000045'],
  [' 0X4ff ', '0x000004FF'],
  ['esme_rsubmitfail', '0x00000045'],
  ['FFFFFFFF', '0xFFFFFFFF'],
])('%j means %s, as the contract writes it', (typed, status) => {
  expect(readStatus(typed, KNOWN)).toBe(status);
  const settings = CarrierSettings.parse({ status_actions: actionsOf([{ status, action: 'retry' }]) });
  expect(settings.status_actions).toEqual({ [status]: 'retry' });
});

test.each(['', '0', '0x00', '0x', 'ESME_', '123456789', '-1'])('%j means none', (typed) => {
  expect(readStatus(typed, KNOWN)).toBeUndefined();
});

test('a rule takes the place of the one for the same code, in the order of the codes', () => {
  const carrier = { settings: { status_actions: { '0x00000400': 'retry', '0x00000045': 'retry' } } };
  const { rules } = rulesDraftOf(carrier as unknown as CarrierView);
  expect(rules.map(({ status }) => status)).toEqual(['0x00000045', '0x00000400']);
  expect(withRule(rules, { status: '0x00000045', action: 'permanent' })).toEqual([
    { status: '0x00000045', action: 'permanent' },
    { status: '0x00000400', action: 'retry' },
  ]);
});
