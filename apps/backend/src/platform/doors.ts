import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Role } from '../config/config.js';

const ADMIN = '/api/admin';
const ALWAYS_SERVED: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const throughAdminDoor = new WeakSet<IncomingMessage>();

/** Called by the admin listener for each request it takes in, before the router sees it. */
export function markAdminRequest(request: IncomingMessage): void {
  throughAdminDoor.add(request);
}

export function isAdminRequest(request: FastifyRequest): boolean {
  return throughAdminDoor.has(request.raw);
}

/**
 * True when a route is to be had at the door that a request came in by. The admin listener serves the admin API and
 * nothing else, the public one everything else; a process without the `api` role only tells how it is doing. Judged by
 * the router's own pattern, so no spelling of a path gets past it.
 */
export function isServedAt(pattern: string, { isAdmin, roles }: { isAdmin: boolean; roles: readonly Role[] }): boolean {
  const isAdminRoute = pattern === ADMIN || pattern.startsWith(`${ADMIN}/`);
  if (isAdminRoute !== isAdmin) return false;
  return roles.includes('api') || ALWAYS_SERVED.has(pattern);
}
