import { PolicyView } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { draftOf, faultsOf, policyOf, type PolicyDraft } from './policy-draft';

const POLICY: PolicyView = {
  code_length: 6,
  life_seconds: 600,
  max_checks: 5,
  max_sends: 5,
  resend: 'same',
  cooldown_seconds: [30, 60, 90, 120],
  send_windows: [
    { limit: 5, seconds: 600 },
    { limit: 8, seconds: 3_600 },
    { limit: 12, seconds: 86_400 },
  ],
  wrong_check_windows: [{ limit: 10, seconds: 90 }],
};
const DRAFT = draftOf(POLICY);

test('a policy that nobody has touched is saved as it was', () => {
  expect(policyOf(DRAFT)).toEqual(POLICY);
  expect(faultsOf(DRAFT)).toEqual({});
});

test('periods are told in the largest unit that is whole', () => {
  expect(DRAFT.sendWindows.map(({ amount, unit }) => `${amount} ${unit}`)).toEqual([
    '10 minutes',
    '1 hours',
    '24 hours',
  ]);
  expect(DRAFT.wrongCheckWindows[0]).toMatchObject({ amount: '90', unit: 'seconds' });
});

test.each(['30,60', '30, 60', ' 30  60 ', '30; 60', '30، 60'])('waits may be written "%s"', (cooldowns) => {
  expect(policyOf({ ...DRAFT, cooldowns }).cooldown_seconds).toEqual([30, 60]);
});

describe('what the backend would refuse is told before', () => {
  const window = (limit: string, amount: string) => ({ limit, amount, unit: 'minutes' }) as const;

  test.each<[string, Partial<PolicyDraft>, string]>([
    ['a code too short', { codeLength: '3' }, 'bounds'],
    ['a code too long', { codeLength: '11' }, 'bounds'],
    ['no number', { maxChecks: '' }, 'bounds'],
    ['half a check', { maxChecks: '1.5' }, 'bounds'],
    ['a life too long', { lifeSeconds: '601' }, 'bounds'],
    ['no send at all', { maxSends: '0' }, 'bounds'],
    ['no wait', { cooldowns: '' }, 'cooldowns'],
    ['a wait in words', { cooldowns: '30, soon' }, 'cooldowns'],
    ['a wait over an hour', { cooldowns: '3601' }, 'cooldowns'],
    ['eleven waits', { cooldowns: '1 '.repeat(11) }, 'cooldowns'],
    ['a window without a limit', { sendWindows: [window('0', '1')] }, 'windows'],
    ['a window over a day', { sendWindows: [window('5', '1441')] }, 'windows'],
    ['a longer window that allows no more', { sendWindows: [window('5', '1'), window('5', '9')] }, 'idle_window'],
    ['a window that is not longer', { wrongCheckWindows: [window('5', '9'), window('6', '9')] }, 'idle_window'],
  ])('%s', (_what, change, kind) => {
    const draft = { ...DRAFT, ...change };
    expect(Object.values(faultsOf(draft)).map((fault) => fault.kind)).toEqual([kind]);
    if (kind !== 'idle_window') expect(PolicyView.safeParse(policyOf(draft)).success).toBe(false);
  });
});
