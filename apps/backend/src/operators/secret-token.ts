import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text for a cookie, a link or a ticket, and what is stored of it. */
export function newSecretToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 is enough: nobody can try out 2^256 values. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
