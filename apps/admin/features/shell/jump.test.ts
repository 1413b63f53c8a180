import { expect, test } from 'vitest';
import { jumpFor } from './jump';

const everything = () => true;

test.each([
  ['msg_01JD8ZK3V6Q4T5W7X9Y2AB', '/messages/msg_01JD8ZK3V6Q4T5W7X9Y2AB'],
  ['  ver_01JD8ZK3V6Q4T5W7X9Y2AB\n', '/verifications/ver_01JD8ZK3V6Q4T5W7X9Y2AB'],
  ['app_01JD8ZK3V6Q4T5W7X9Y2AB', '/apps/app_01JD8ZK3V6Q4T5W7X9Y2AB'],
  ['car_01JD8ZK3V6Q4T5W7X9Y2AB', '/carriers/car_01JD8ZK3V6Q4T5W7X9Y2AB'],
])('%j that was pasted leads to %s', (id, href) => {
  expect(jumpFor(id, everything)?.href).toBe(href);
});

test.each(['', 'msg_', 'msg_../../team', '+12125550142', 'messages', 'xyz_01JD8ZK3V6Q4T5W7X9Y2AB'])(
  '%j leads nowhere',
  (typed) => expect(jumpFor(typed, everything)).toBeUndefined(),
);

test('nothing is offered that is not open to whoever asks', () => {
  expect(jumpFor('app_01JD8ZK3V6Q4T5W7X9Y2AB', (permission) => permission === 'messages.read')).toBeUndefined();
});
