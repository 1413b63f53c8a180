import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';

/** RFC 9110 8.8.3: what our own tags are made of. A proxy that compresses marks a tag as weak; it still names the same version. */
const ONE_TAG = /^(?:W\/)?"([\w.-]{1,100})"$/;

/** Tells the version that a later change is to be made from (`"7"`). */
export function sendTagged(reply: FastifyReply, tag: string | number): void {
  reply.header('etag', `"${tag}"`);
}

/**
 * The version that the caller saw, as `sendTagged` told it. Refuses a request that names none (428): `*` and lists are
 * none, since whoever sends them would overwrite what he has not seen. Whether it still is that version is for the
 * statement that changes the row.
 */
export function readIfMatch(request: FastifyRequest): string {
  const tag = ONE_TAG.exec(request.headers['if-match']?.trim() ?? '')?.[1];
  if (tag === undefined) throw new AppError('request.if_match_missing');
  return tag;
}

/** True for `If-None-Match: *`: make it, unless someone else has. */
export function isForNew(request: FastifyRequest): boolean {
  return request.headers['if-none-match']?.trim() === '*';
}
