import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

const KIB = 1_024;
export const BODY_LIMIT_BYTES = 16 * KIB;

/**
 * A listener with the limits of both doors: 16 KiB of headers within 10 s, the whole request within 15 s, idle
 * connections closed after 5 s and any after 1,000 requests. Node's parser refuses Content-Length beside
 * Transfer-Encoding and a missing Host by itself.
 */
export function createLimitedServer(listener: RequestListener): Server {
  const server = createServer({ maxHeaderSize: 16 * KIB, connectionsCheckingInterval: 1_000, noDelay: true }, listener);
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 1_000;
  // Beyond its limit Node drops headers in silence, and the last may be the one a proxy added. Their size is bounded.
  server.maxHeadersCount = 0;
  return server;
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no HTTP request at all, with a status alone: there is nothing to negotiate a language with. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const status = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
