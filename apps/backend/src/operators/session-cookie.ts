import { SESSION_LIMITS } from '@codewire/contracts';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: only this host can have set it, for the whole of it, over a secure connection (RFC 6265bis 4.1.3.2). */
export const SESSION_COOKIE = '__Host-cw_session';
export const SETUP_COOKIE = '__Host-cw_setup';
/** The server knows when a session ends; a browser only has to keep its cookie for so long. */
const LONGEST_HOURS = SESSION_LIMITS.absolute_hours.most;
type CookieName = typeof SESSION_COOKIE | typeof SETUP_COOKIE;

/** Undefined without one, and with more than one: which of them would count is anyone's guess. */
export function readCookie(request: FastifyRequest, name: CookieName): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined || header.split(`${name}=`).length !== 2) return undefined;
  return parseCookie(header)[name];
}

export function setCookie(reply: FastifyReply, name: CookieName, value: string): void {
  write(reply, name, value, LONGEST_HOURS * 3_600);
}

export function clearCookie(reply: FastifyReply, name: CookieName): void {
  write(reply, name, '', 0);
}

function write(reply: FastifyReply, name: CookieName, value: string, maxAge: number): void {
  const cookie = stringifySetCookie({
    name,
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
  });
  void reply.header('set-cookie', cookie);
}
