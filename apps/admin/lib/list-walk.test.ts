import { beforeEach, expect, test, vi } from 'vitest';
import { neighboursOf, noteWalk, storedWalk } from './list-walk';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

const LIST = '/messages?status=failed&from=-24h';
const hrefs = ['/messages/msg_3', '/messages/msg_2', '/messages/msg_1'];

test('a row knows its neighbours, and the way back to the list as it was filtered', () => {
  noteWalk({ list: LIST, hrefs });
  expect(neighboursOf('/messages/msg_2', storedWalk())).toEqual({
    list: LIST,
    previous: '/messages/msg_3',
    next: '/messages/msg_1',
  });
  expect(neighboursOf('/messages/msg_3', storedWalk())).toMatchObject({ previous: undefined });
  expect(neighboursOf('/messages/msg_1', storedWalk())).toMatchObject({ next: undefined });
});

test('a page that was reached another way has none', () => {
  expect(neighboursOf('/messages/msg_2', storedWalk())).toBeUndefined();
  noteWalk({ list: LIST, hrefs });
  expect(neighboursOf('/messages/msg_9', storedWalk())).toBeUndefined();
});

test('rows that lead into another room, or stand on a page within it, take no list’s place', () => {
  noteWalk({ list: LIST, hrefs });
  noteWalk({ list: '/messages/msg_2?tab=related', hrefs: ['/messages/msg_7'] });
  noteWalk({ list: '/verifications/ver_1', hrefs: ['/messages/msg_7'] });
  expect(neighboursOf('/messages/msg_2', storedWalk())?.list).toBe(LIST);
});
