import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.js';
import { refusalOf } from './refusal.js';

const never = () => false;

describe('what was thrown', () => {
  test('as a refusal stays the one it is', () => {
    const error = new AppError('limit.cooldown', { retryAt: new Date(0) });
    expect(refusalOf(error, never)).toEqual({ error, isFault: false });
  });

  test('by a missing database is 503, and goes to the log', () => {
    const cause = new Error('connect ECONNREFUSED');
    const { error, isFault } = refusalOf(cause, (thrown) => thrown === cause);
    expect([error.code, error.cause, isFault]).toEqual(['service.unavailable', cause, true]);
  });

  test('by the router or the parser has its own code', () => {
    const tooLarge = Object.assign(new Error('too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' });
    expect(refusalOf(tooLarge, never).error.code).toBe('request.too_large');
    const wrapped = new BadRequestException('x', {
      cause: Object.assign(new Error(), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }),
    });
    expect(refusalOf(wrapped, never).error.code).toBe('request.unsupported_media_type');
    expect(refusalOf(new NotFoundException(), never)).toMatchObject({
      isFault: false,
      error: { code: 'request.not_found' },
    });
  });

  test.each([
    ['a bug', new TypeError('x is not a function')],
    [
      'a fault of the router that nobody foresaw',
      Object.assign(new Error('x'), { code: 'FST_ERR_SEND_UNDEFINED_ERR' }),
    ],
    ['no error at all', 'text'],
    ['nothing', undefined],
  ])('as %s is 500, and goes to the log', (_what, thrown) => {
    const { error, isFault } = refusalOf(thrown, never);
    expect([error.code, error.cause, isFault]).toEqual(['service.internal', thrown, true]);
  });
});
