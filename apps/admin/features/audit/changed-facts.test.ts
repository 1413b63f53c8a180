import { expect, test } from 'vitest';
import { changedFacts } from './changed-facts';

test('facts that differ, that came, that went and that stayed are told apart', () => {
  expect(changedFacts({ role: 'ops', gone: 1, name: 'Ann' }, { role: 'admin', name: 'Ann', come: true })).toEqual([
    { name: 'role', before: 'ops', after: 'admin', kind: 'changed' },
    { name: 'gone', before: 1, after: undefined, kind: 'removed' },
    { name: 'name', before: 'Ann', after: 'Ann', kind: 'same' },
    { name: 'come', before: undefined, after: true, kind: 'added' },
  ]);
});

test('a fact within a fact has a name of its own, and lists are compared whole', () => {
  const facts = changedFacts(
    { policy: { code_length: 6, cooldown_seconds: [30, 60] } },
    { policy: { code_length: 8, cooldown_seconds: [30, 60] } },
  );
  expect(facts.map(({ name, kind }) => [name, kind])).toEqual([
    ['policy.code_length', 'changed'],
    ['policy.cooldown_seconds', 'same'],
  ]);
});

test('null is a value, and nothing told is no fact', () => {
  expect(changedFacts({ expires_at: null }, { expires_at: null })).toMatchObject([{ kind: 'same' }]);
  expect(changedFacts(null, null)).toEqual([]);
});
