import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@codewire/contracts';
import { AppError } from './app-error.js';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'request.invalid',
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  413: 'request.too_large',
  414: 'request.invalid_path',
  415: 'request.unsupported_media_type',
};

/** What Fastify itself refuses before a handler is reached. */
const BY_FASTIFY_CODE: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: 'request.invalid_path',
  FST_ERR_MAX_PARAM_LENGTH: 'request.invalid_path',
  FST_ERR_ASYNC_CONSTRAINT: 'request.invalid_path',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed_json',
};

export interface Refusal {
  readonly error: AppError;
  /** True when something of ours or near us broke: the log gets the cause. */
  readonly isFault: boolean;
}

/** Turns whatever was thrown into a refusal. What nobody foresaw is a bug: neutral words outside, its cause inside. */
export function refusalOf(thrown: unknown, isUnavailable: (error: unknown) => boolean): Refusal {
  if (thrown instanceof AppError) return { error: thrown, isFault: thrown.definition.status >= 500 };
  if (isUnavailable(thrown)) return { error: new AppError('service.unavailable', { cause: thrown }), isFault: true };
  const code = codeOf(thrown);
  if (code === undefined) return { error: new AppError('service.internal', { cause: thrown }), isFault: true };
  return { error: new AppError(code), isFault: false };
}

function codeOf(thrown: unknown): ErrorCode | undefined {
  const fastifyCode = fastifyCodeOf(thrown) ?? (thrown instanceof Error ? fastifyCodeOf(thrown.cause) : undefined);
  if (fastifyCode !== undefined) return BY_FASTIFY_CODE[fastifyCode];
  return thrown instanceof HttpException ? BY_STATUS[thrown.getStatus()] : undefined;
}

function fastifyCodeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error ? (thrown as { code?: unknown }).code : undefined;
  return typeof code === 'string' && code.startsWith('FST_') ? code : undefined;
}
