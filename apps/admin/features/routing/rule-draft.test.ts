import { RouteCreate } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { draftOf, factsOf, faultsOf, NEW_RULE, sharesOf, type RuleDraft, type RuleFacts } from './rule-draft';

const rule: RuleFacts = {
  name: 'Germany',
  application_id: 'app_1',
  country: 'DE',
  prefix: '4915',
  mode: 'weighted',
  carriers: [
    { id: 'car_a', weight: 70 },
    { id: 'car_b', weight: 0 },
  ],
  is_enabled: false,
};

test('a rule that is opened and saved says what it said, in the form that the API takes', () => {
  expect(factsOf(draftOf(rule))).toEqual(rule);
  const everywhere = { ...rule, application_id: null, country: null, prefix: null };
  expect(factsOf(draftOf(everywhere))).toEqual(everywhere);
  expect(RouteCreate.parse(factsOf(draftOf(rule)))).toEqual(rule);
});

test('a prefix is taken as people write it', () => {
  expect(factsOf({ ...draftOf(rule), prefix: ' +49 (15)-1' }).prefix).toBe('49151');
  expect(faultsOf({ ...draftOf(rule), prefix: '+49 15x' })).toEqual({ prefix: 'prefix' });
  expect(faultsOf({ ...draftOf(rule), prefix: '0151' })).toEqual({ prefix: 'prefix' });
  expect(faultsOf({ ...draftOf(rule), prefix: '49151234' })).toEqual({ prefix: 'prefix' });
});

const draft: RuleDraft = { ...NEW_RULE, name: 'All', mode: 'weighted' };

test.each<[RuleDraft, object]>([
  [draft, { carriers: 'no_carrier' }],
  [{ ...draft, name: '  ', carriers: [{ id: 'a', weight: '1' }] }, { name: 'name' }],
  [{ ...draft, carriers: [{ id: 'a', weight: '' }] }, { carriers: 'weights' }],
  [{ ...draft, carriers: [{ id: 'a', weight: '1001' }] }, { carriers: 'weights' }],
  [{ ...draft, carriers: [{ id: 'a', weight: '1.5' }] }, { carriers: 'weights' }],
  [{ ...draft, carriers: [{ id: 'a', weight: '0' }] }, { carriers: 'no_weight' }],
  [{ ...draft, mode: 'priority', carriers: [{ id: 'a', weight: '' }] }, {}],
])('what is missing in a rule is told: %j', (given, faults) => {
  expect(faultsOf(given)).toEqual(faults);
});

test('weights are parts of a whole, and what is no weight has none', () => {
  expect(sharesOf([70, 30])).toEqual([0.7, 0.3]);
  expect(sharesOf(['3', '', '1'])).toEqual([0.75, 0, 0.25]);
  expect(sharesOf([0, 0])).toEqual([0, 0]);
});
