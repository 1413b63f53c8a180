import { nextPath } from '../../lib/next-path';

/**
 * Leads to the same page under the name that the console goes by on one's own machine; the proxy sends requests here.
 * It cannot redirect by itself: to Next the two names are one, so it would make the address relative and lead in rings.
 */
export function GET(request: Request): Response {
  const { protocol, port, searchParams } = new URL(request.url);
  return Response.redirect(`${protocol}//localhost:${port}${nextPath(searchParams.get('to'))}`, 307);
}
