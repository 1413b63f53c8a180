import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { linkOf, NO_ENTRY, type ChainedEntry } from './audit-chain.js';

const KEY = createSecretKey(Buffer.alloc(32, 7));
const ENTRY: ChainedEntry = {
  seq: 1,
  at: '2026-01-02T03:04:05.006Z',
  actorKind: 'operator',
  actorId: 'opr_1',
  actorName: 'Ada',
  action: 'key.created',
  targetKind: 'key',
  targetId: 'k1',
  targetName: 'shop',
  applicationId: null,
  before: null,
  after: '{"name":"shop"}',
  address: '192.0.2.7',
  requestId: 'req_1',
};

const link = (changes: Partial<ChainedEntry> = {}, previous = NO_ENTRY) =>
  linkOf(KEY, previous, { ...ENTRY, ...changes }).toString('hex');

test('a link stays what it is from one release to the next: those that are stored must go on fitting', () => {
  expect(link()).toBe('fc0661a8b7a714c20ddc75aa61cd2016b2331246e3b8c990b8ce0ebff6585f21');
});

describe('a link changes', () => {
  test.each(Object.entries(ENTRY))('with %s', (field, value) => {
    const other = typeof value === 'number' ? value + 1 : `${value ?? ''}x`;
    expect(link({ [field]: other })).not.toBe(link());
  });

  test('with the entry before', () => {
    expect(link({}, Buffer.alloc(32, 1))).not.toBe(link());
  });

  test('when text moves from one field into the next', () => {
    expect(link({ targetId: 'k1s', targetName: 'hop' })).not.toBe(link());
    expect(link({ actorName: 'Ada11:key.created', action: '' })).not.toBe(link());
  });

  test('when nothing becomes empty text', () => {
    expect(link({ before: '' })).not.toBe(link());
    expect(link({ before: '-1:' })).not.toBe(link());
  });

  test('with the key', () => {
    expect(linkOf(createSecretKey(Buffer.alloc(32, 8)), NO_ENTRY, ENTRY).toString('hex')).not.toBe(link());
  });
});
