import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.js';
import { isForNew, readIfMatch, sendTagged } from './entity-tag.js';

const asking = (headers: Record<string, string>) => ({ headers }) as unknown as FastifyRequest;

function tagSent(tag: string | number): string {
  const sent: Record<string, string> = {};
  sendTagged({ header: (name: string, value: string) => (sent[name] = value) } as unknown as FastifyReply, tag);
  return sent['etag'] ?? '';
}

function codeOf(ifMatch: string | undefined): unknown {
  try {
    return readIfMatch(asking(ifMatch === undefined ? {} : { 'if-match': ifMatch }));
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}

describe('the version that a change is made from', () => {
  test.each([7, 'p3.d12', 'none', 'ver_0Ab-9.4'])('is the one that was told: %s', (tag) => {
    expect(readIfMatch(asking({ 'if-match': tagSent(tag) }))).toBe(String(tag));
  });

  test('is known behind a proxy that compresses', () => {
    expect(readIfMatch(asking({ 'if-match': 'W/"7"' }))).toBe('7');
    expect(readIfMatch(asking({ 'if-match': ' "7" ' }))).toBe('7');
  });

  test.each([undefined, '', '*', '7', '""', '"', '"7', '"7", "8"', '"7"x', '"a b"', '"ü"', `"${'7'.repeat(101)}"`])(
    'has to be named, and one only: %s',
    (ifMatch) => {
      expect(codeOf(ifMatch)).toBe('request.if_match_missing');
    },
  );
});

test('only a star says that a thing is to be new', () => {
  expect(isForNew(asking({ 'if-none-match': '*' }))).toBe(true);
  expect([isForNew(asking({})), isForNew(asking({ 'if-none-match': '"7"' }))]).toEqual([false, false]);
});
