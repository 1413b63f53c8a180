import { expect, test } from 'vitest';
import { faultsIn, settingsOf, variableDraft } from './settings-draft';

const shop = { name: 'shop', type: 'text', max_length: 20 } as const;

test('what is typed is what was there, as long as nobody changes it', () => {
  const draft = { most: '2', variables: [variableDraft(shop)] };
  expect(faultsIn(draft).size).toBe(0);
  expect(settingsOf(draft)).toEqual({ max_segments: 2, variables: [shop] });
});

test.each([
  ['no segment at all', { most: '0' }, 'most'],
  ['more segments than there can be', { most: '11' }, 'most'],
  ['a word for a number', { most: 'two' }, 'most'],
  ['a name with a capital', { variables: [{ ...variableDraft(shop), name: 'Shop' }] }, '0.name'],
  ['a name that every text has', { variables: [{ ...variableDraft(shop), name: 'code' }] }, '0.name'],
  ['a name twice', { variables: [variableDraft(shop), variableDraft(shop)] }, '1.name'],
  ['a text that is too long', { variables: [{ ...variableDraft(shop), length: '61' }] }, '0.length'],
  ['a number of too many digits', { variables: [{ name: 'items', type: 'number', length: '10' }] }, '0.length'],
] as const)('%s is found before it is sent', (_name, change, fault) => {
  expect([...faultsIn({ most: '1', variables: [], ...change })]).toEqual([fault]);
});
