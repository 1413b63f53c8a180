import { expect, test } from 'vitest';
import { deviceName } from './device-name';

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15', 'iPhone'],
  ['Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36', 'Android'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'macOS'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101', 'Windows'],
  ['Something else', undefined],
])('%s is %s', (userAgent, name) => {
  expect(deviceName({ userAgent })).toBe(name);
});

test('what the browser says itself comes first', () => {
  expect(deviceName({ userAgent: 'Windows', userAgentData: { platform: 'Chrome OS' } })).toBe('Chrome OS');
});
