import { expect, test } from 'vitest';
import { personParts } from './person-name';

test.each([
  ['Ann Lee <ann@example.com>', 'Ann Lee', 'ann@example.com'],
  ['Ann <the boss> Lee <ann@example.com>', 'Ann <the boss> Lee', 'ann@example.com'],
  ['first start', 'first start', undefined],
  ['<ann@example.com>', '<ann@example.com>', undefined],
  ['', '', undefined],
])('"%s" is %s with %s', (author, name, email) => expect(personParts(author)).toEqual({ name, email }));
