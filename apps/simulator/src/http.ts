import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from './log.js';

const MOST_BODY_OCTETS = 16 * 1024;

export interface ApiRequest {
  /** The path's variable segments, decoded, by name. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** The parsed JSON body; undefined when there is none. */
  body: unknown;
}

export interface Route {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Segments with a leading colon are variable: `/handsets/:number/messages`. */
  path: string;
  handle(request: ApiRequest): unknown;
}

/** A refusal, answered as RFC 9457 problem+json. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly errors: { field: string; detail: string }[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** An HTTP server for these routes: JSON in and out, loopback names only, nothing for web pages of other origins. */
export function createApiServer(routes: Route[], log: Log): Server {
  return createServer((request, response) => {
    answer(routes, request).then(
      (body) => send(response, 200, 'application/json', body),
      (error: unknown) => sendRefusal(response, error instanceof Refusal ? error : unexpected(error, log)),
    );
  });
}

function unexpected(error: unknown, log: Log): Refusal {
  log({ event: 'request_failed', reason: error instanceof Error ? error.message : 'unknown' });
  return new Refusal(500, 'Unexpected error; the log names it.');
}

async function answer(routes: Route[], request: IncomingMessage): Promise<unknown> {
  refuseForeign(request);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const { route, params } = findRoute(routes, request.method ?? '', path);
  const body = await readJson(request);
  return route.handle({ params, query: new URLSearchParams(query), body });
}

/** A page in the browser can reach loopback, by its own name after DNS rebinding: neither name nor Origin may be foreign. */
function refuseForeign({ headers }: IncomingMessage): void {
  if (!/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(headers.host ?? '')) {
    throw new Refusal(403, 'Host must be 127.0.0.1 or localhost.');
  }
  if (headers.origin !== undefined) throw new Refusal(403, 'Web pages may not call the simulated carrier.');
}

function findRoute(routes: Route[], method: string, path: string): { route: Route; params: Record<string, string> } {
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match) return match;
  if (found.length === 0) throw new Refusal(404, 'No such path.');
  const allowed = found.map(({ route }) => route.method).join(', ');
  throw new Refusal(405, `This path takes ${allowed}.`, [], { allow: allowed });
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    if (segment.startsWith(':')) params[segment.slice(1)] = decodeSegment(given[index]!);
    else if (segment !== given[index]) return null;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'The path is not percent-encoded UTF-8.');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Left to itself the loop would destroy the socket on a refusal, before the refusal is written.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BODY_OCTETS) throw new Refusal(413, 'A body has at most 16 KiB.', [], { connection: 'close' });
    chunks.push(chunk);
  }
  if (length === 0) return undefined;
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'Send the body as Content-Type: application/json.');
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.');
  }
}

function sendRefusal(response: ServerResponse, { status, message, errors, headers }: Refusal): void {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail: message };
  const body = errors.length > 0 ? { ...problem, errors } : problem;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, status, 'application/problem+json', body);
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}
