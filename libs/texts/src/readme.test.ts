import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messages } from './testing/readme-use.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('what the README shows is the code that is tested here, and fits a screen', () => {
  const [, shown = ''] = /```ts\n(.*?)```/s.exec(read('../README.md')) ?? [];
  expect(shown.trim()).toBe(read('./testing/readme-use.ts').replace("'../index.js'", "'@codewire/texts'").trim());
  expect(shown.split('\n').length).toBeLessThanOrEqual(45);
});

test('it writes both messages', () => {
  expect(messages('482913')).toEqual([
    'Codewire: Ihr Code ist 482913. Er gilt 5 Minuten.',
    'Ihr Code ist 482913.\n@example.com #482913',
  ]);
});
