import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * The address that a request really came from. Each proxy that we are told of adds one address at the right end of
 * X-Forwarded-For; what stands further left was written by whoever asked and is not believed. Without proxies, or with
 * fewer entries than there are proxies, it is the address of the connection.
 */
export function clientAddress(request: FastifyRequest, proxies: number): string {
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
  const told = proxies === 0 ? undefined : hops.at(-proxies);
  return normalAddress(told !== undefined && isIP(told) !== 0 ? told : (request.raw.socket.remoteAddress ?? ''));
}

/** IPv4 in an IPv6 socket is IPv4. */
function normalAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
