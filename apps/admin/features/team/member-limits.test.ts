import { ROLES, type OperatorState, type Role } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { hindranceOf, isLastOwner } from './member-limits';

const member = (id: string, role: Role, state: OperatorState = 'active') => ({ id, role, state });

describe('what stands in the way of a change', () => {
  test.each(ROLES)('an owner may change someone with the role %s', (role) => {
    expect(hindranceOf(member('a', 'owner'), member('b', role))).toBeUndefined();
  });

  test('nobody changes himself, whatever he is', () => {
    for (const role of ROLES) expect(hindranceOf(member('a', role), member('a', role))).toBe('oneself');
  });

  test('an admin does not change an owner', () => {
    expect(hindranceOf(member('a', 'admin'), member('b', 'owner'))).toBe('role_too_high');
  });
});

describe('the last owner', () => {
  const ann = member('ann', 'owner');

  test.each([
    ['someone who is no owner', [member('bob', 'admin')]],
    ['an owner who is deactivated', [member('bob', 'owner', 'deactivated')]],
    ['an owner who has no second factor yet', [member('bob', 'owner', 'enrolling')]],
  ])('is one beside %s', (_who, others) => expect(isLastOwner(ann, [ann, ...others])).toBe(true));

  test('is none beside another who can sign in', () => {
    expect(isLastOwner(ann, [ann, member('bob', 'owner')])).toBe(false);
  });

  test('is no admin', () => expect(isLastOwner(member('bob', 'admin'), [ann])).toBe(false));
});
