import { ERRORS } from '@codewire/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { judgeAdminRequest } from './admin-guard.js';
import { AppError } from './app-error.js';
import { isAdminRequest, isServedAt } from './doors.js';
import { newRequestId } from './ids.js';
import { beginRequestContext, requestContext, type Log, type LogLevel } from './log.js';
import type { Metrics } from './metrics.js';
import { isPlainTarget } from './request-path.js';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Asked every few seconds by machines: not worth a line each. */
const QUIET_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** Gives the request its name and its time, and the answer what every answer carries. */
export function beginRequest(request: FastifyRequest, reply: FastifyReply, isClosing: boolean): void {
  const id = newRequestId();
  beginRequestContext(request, { id, startedAt: performance.now() });
  void reply.headers({ 'x-request-id': id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  if (isClosing) void reply.header('connection', 'close');
}

/** Why a request goes no further, before its body is read; undefined lets it on. */
export function judgeRequest(request: FastifyRequest, config: Config): AppError | undefined {
  if (!isPlainTarget(request.raw.url ?? '')) return new AppError('request.invalid_path');
  const pattern = request.routeOptions.url;
  if (pattern === undefined) return undefined; // the router's own 404 follows
  const isAdmin = isAdminRequest(request);
  if (!isServedAt(pattern, { isAdmin, roles: config.roles })) return new AppError('request.not_found');
  const code = isAdmin ? judgeAdmin(request, config) : undefined;
  return code === undefined ? undefined : new AppError(code);
}

function judgeAdmin({ method, headers, socket }: FastifyRequest, { admin }: Config) {
  return judgeAdminRequest(
    {
      method,
      host: headers.host,
      forwardedHost: first(headers['x-forwarded-host']),
      origin: headers.origin,
      fetchSite: first(headers['sec-fetch-site']),
      authorization: headers.authorization,
      consoleMark: first(headers['x-codewire-console']),
    },
    { port: socket.localPort ?? admin.port, consoleOrigin: admin.consoleOrigin },
  );
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The pages of the API's description run their own scripts; nothing else of ours is ever a page. */
export function addPagePolicy(request: FastifyRequest, reply: FastifyReply): void {
  if (request.routeOptions.url?.startsWith('/docs') !== true) return;
  void reply.headers({ 'content-security-policy': DOCS_POLICY, 'referrer-policy': 'no-referrer' });
}

/** One line and one observation per request. */
export function endRequest(request: FastifyRequest, reply: FastifyReply, log: Log, metrics: Metrics): void {
  const context = requestContext(request);
  const milliseconds = performance.now() - context.startedAt;
  const route = request.routeOptions.url ?? 'none';
  const method = METHODS.has(request.method) ? request.method : 'OTHER';
  const status = reply.statusCode;
  metrics.request({ method, route, status, seconds: milliseconds / 1_000 });
  log.request(levelOf(route, status, context.problem), {
    event: 'request',
    request_id: context.id,
    method,
    route,
    status,
    ms: Math.round(milliseconds * 10) / 10,
    application: context.applicationId,
    verification: context.verificationId,
    message: context.messageId,
    operator: context.operatorId,
    problem: context.problem,
  });
}

function levelOf(route: string, status: number, problem: keyof typeof ERRORS | undefined): LogLevel {
  if (problem !== undefined) return ERRORS[problem].level;
  if (status >= 500) return 'error';
  return QUIET_ROUTES.has(route) ? 'debug' : 'info';
}
