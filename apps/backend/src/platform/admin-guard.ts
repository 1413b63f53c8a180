import type { ErrorCode } from '@codewire/contracts';

/** What the admin door looks at, all of it set by the browser or the console's own server. */
export interface AdminRequest {
  readonly method: string;
  readonly host: string | undefined;
  readonly forwardedHost: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
  /** `x-codewire-console`: a header that no form and no plain link can send. */
  readonly consoleMark: string | undefined;
}

export interface AdminDoor {
  /** The port it really listens on. */
  readonly port: number;
  readonly consoleOrigin: string;
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Why a request may not enter the admin API; undefined lets it in, to the guard that looks at its session. A browser
 * sends an operator's cookie whoever makes it ask, so other sites must not borrow it: names that were rebound to
 * loopback are told by Host, other origins by Sec-Fetch-Site (W3C Fetch Metadata) or, in older browsers, by Origin,
 * and what changes anything carries a header of its own besides.
 */
export function judgeAdminRequest(request: AdminRequest, door: AdminDoor): ErrorCode | undefined {
  if (!isOurHost(request, door)) return 'admin.wrong_host';
  // A key that a client app uses must not open the console's door, or someone will deploy it that way.
  if (/^bearer\b/i.test(request.authorization ?? '')) return 'auth.invalid_key';
  return isSameSite(request, door) ? undefined : 'admin.cross_site';
}

function isOurHost({ host, forwardedHost }: AdminRequest, { port, consoleOrigin }: AdminDoor): boolean {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  return (
    forwardedHost === undefined || spellings(consoleOrigin).some((origin) => new URL(origin).host === forwardedHost)
  );
}

function isSameSite({ method, origin, fetchSite, consoleMark }: AdminRequest, { consoleOrigin }: AdminDoor): boolean {
  if (origin !== undefined && !spellings(consoleOrigin).includes(origin)) return false;
  if (SAFE_METHODS.has(method)) return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
  if (consoleMark !== '1') return false;
  return fetchSite === undefined ? origin !== undefined : fetchSite === 'same-origin';
}

/** On one's own machine a console is opened under either name of it; both lead to the same program. */
function spellings(consoleOrigin: string): string[] {
  const { protocol, hostname, port } = new URL(consoleOrigin);
  if (!LOOPBACK_NAMES.includes(hostname)) return [consoleOrigin];
  return LOOPBACK_NAMES.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}
