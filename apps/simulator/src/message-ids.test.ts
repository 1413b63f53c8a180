import { expect, test } from 'vitest';
import { createMessageIds } from './message-ids.js';

test('message ids count up and differ between runs, also of the same second', () => {
  const first = createMessageIds(1_795_529_107, 0x0001);
  expect([first(), first()]).toEqual(['6b059993000100000001', '6b059993000100000002']);
  expect(createMessageIds(1_795_529_107, 0xffff)()).toBe('6b059993ffff00000001');
  expect(createMessageIds(1_795_529_108, 0x0001)()).toBe('6b059994000100000001');
});
