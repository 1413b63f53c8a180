import { describe, expect, test } from 'vitest';
import { parseConfig } from './config';

test('without settings the console is the one of `npm start`', () => {
  const { adminApiOrigin, consoleOrigin, allowedHosts, isDevelopment, hasPseudoLocales } = parseConfig({});
  expect(adminApiOrigin).toBe('http://127.0.0.1:3002');
  expect(consoleOrigin.origin).toBe('http://localhost:3001');
  expect([...allowedHosts].sort()).toEqual(['127.0.0.1:3001', 'localhost:3001']);
  expect(isDevelopment).toBe(false);
  expect(hasPseudoLocales).toBe(false);
});

test('behind a proxy the console knows its public name and the port it listens on', () => {
  const { consoleOrigin, allowedHosts } = parseConfig({
    CODEWIRE_CONSOLE_ORIGIN: 'https://console.example.org/',
    PORT: '3001',
  });
  expect(consoleOrigin.origin).toBe('https://console.example.org');
  expect([...allowedHosts].sort()).toEqual(['127.0.0.1:3001', 'console.example.org', 'localhost:3001']);
});

describe('a value that cannot be used is named', () => {
  test.each(['console.example.org', 'ftp://console.example.org', 'https://console.example.org/path', ''])(
    'origin %j',
    (value) => {
      expect(() => parseConfig({ CODEWIRE_CONSOLE_ORIGIN: value })).toThrow('CODEWIRE_CONSOLE_ORIGIN');
    },
  );
  test.each(['0', '65536', 'x', '', '-1', '3002.5'])('port %j', (value) => {
    expect(() => parseConfig({ CODEWIRE_ADMIN_API_PORT: value })).toThrow('CODEWIRE_ADMIN_API_PORT');
  });
});
