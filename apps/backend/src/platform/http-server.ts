import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@codewire/contracts';
import { AppError } from './app-error.js';
import { newRequestId } from './ids.js';
import { describeProblem, TEXT_FROM_FILES } from './problem.js';

const KIB = 1_024;
export const BODY_LIMIT_BYTES = 16 * KIB;

/**
 * A listener with the limits of both doors: 16 KiB of headers within 10 s, the whole request within 15 s, idle
 * connections closed after 5 s and any after 1,000 requests. Node's parser refuses Content-Length beside
 * Transfer-Encoding by itself, and would refuse a missing Host (RFC 9112 3.2) without a word.
 */
export function createLimitedServer(listener: RequestListener): Server {
  const options = {
    maxHeaderSize: 16 * KIB,
    connectionsCheckingInterval: 1_000,
    noDelay: true,
    requireHostHeader: false,
  };
  const server = createServer(options, (request, response) => {
    if (request.headers.host !== undefined || request.httpVersion === '1.0') return void listener(request, response);
    const { status, headers, body } = brokenAnswer('request.malformed_http');
    response.writeHead(status, headers).end(body);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 1_000;
  // Beyond its limit Node drops headers in silence, and the last may be the one a proxy added. Their size is bounded.
  server.maxHeadersCount = 0;
  return server;
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'request.headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timeout',
};

/** Answers what is no HTTP request at all. In English: there is nothing to negotiate a language with. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const { status, headers, body } = brokenAnswer(CODES[error.code ?? ''] ?? 'request.malformed_http');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

/** An answer for where no framework is there to write one. */
function brokenAnswer(code: ErrorCode): { status: number; headers: Record<string, string>; body: string } {
  const now = new Date();
  const requestId = newRequestId();
  const problem = describeProblem(new AppError(code), { text: TEXT_FROM_FILES, language: 'en', requestId, now });
  const body = JSON.stringify(problem);
  const headers = {
    date: now.toUTCString(),
    connection: 'close',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': 'en',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
  return { status: problem.status, headers, body };
}
