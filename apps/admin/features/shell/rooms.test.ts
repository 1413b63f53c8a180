import { PERMISSIONS, reachOf, ROLES } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { firstRoomOf } from './rooms';

test.each(ROLES)('someone with the role %s begins in a room that is open to them', (role) => {
  const permissions = PERMISSIONS.filter((permission) => reachOf(role, permission) !== undefined);
  expect(firstRoomOf(permissions)).toMatch(/^\/(try)?$/);
});

test('while it is not known who is there the first room is the overview', () => {
  expect(firstRoomOf(undefined)).toBe('/');
});
