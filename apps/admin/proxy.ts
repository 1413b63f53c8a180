import { NextResponse, type NextRequest } from 'next/server';
import { consoleConfig } from './lib/config';
import { PATH_HEADER } from './lib/path-header';
import { contentSecurityPolicy, fixedHeaders } from './lib/security-headers';

/** First stop of every request: is it for us, is it for the admin API, and under which policy may the page run. */
export function proxy(request: NextRequest): NextResponse {
  const { adminApiOrigin, allowedHosts, consoleOrigin } = consoleConfig();
  const host = request.headers.get('host') ?? '';
  if (!allowedHosts.has(host)) {
    // DNS rebinding: a foreign name that resolves to this machine must not read the console.
    return new NextResponse('The console does not answer under this host name.\n', { status: 403 });
  }
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/api/admin/')) {
    // The request travels on as it came (Origin and Sec-Fetch-Site included); the backend decides.
    return NextResponse.rewrite(new URL(`${pathname}${search}`, adminApiOrigin), uncompressed(request));
  }
  if (isOtherSpelling(host, consoleOrigin) && pathname !== '/healthz') {
    return NextResponse.rewrite(new URL(`/own-name?to=${encodeURIComponent(`${pathname}${search}`)}`, request.url));
  }
  return page(request, `${pathname}${search}`);
}

/** Next would hold the events of a stream back until there are enough of them to be worth compressing. */
function uncompressed(request: NextRequest): { request: { headers: Headers } } | undefined {
  if (request.headers.get('accept')?.includes('text/event-stream') !== true) return undefined;
  const headers = new Headers(request.headers);
  headers.set('accept-encoding', 'identity');
  return { request: { headers } };
}

/** Passkeys and `__Host-` cookies belong to one name, and on one's own machine that is `localhost`. */
function isOtherSpelling(host: string, { hostname }: URL): boolean {
  return hostname === 'localhost' && host.startsWith('127.0.0.1:');
}

function page(request: NextRequest, path: string): NextResponse {
  const { consoleOrigin, isDevelopment } = consoleConfig();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({ nonce, isDevelopment });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set(PATH_HEADER, path);
  // Next reads the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(fixedHeaders({ isSecure: consoleOrigin.protocol === 'https:' }))) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = { matcher: '/((?!_next/static/).*)' };
