import { expect, test } from 'vitest';
import { rebased } from './use-draft';

test('what was typed is made on top of what others have saved, and what was not is theirs', () => {
  const before = { name: 'Acme', port: '1', tps: '' };
  const mine = { ...before, port: '2' };
  expect(rebased(mine, before, { name: 'Acme', port: '1', tps: '5' })).toEqual({ name: 'Acme', port: '2', tps: '5' });
  expect(rebased(mine, before, { name: 'Beta', port: '3', tps: '' })).toEqual({ name: 'Beta', port: '2', tps: '' });
});
