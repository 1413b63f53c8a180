import { nextPath } from '../../lib/next-path';
import { PATH_HEADER } from '../../lib/path-header';

/**
 * Leads to the same page under the name that the console goes by on one's own machine; the proxy sends requests here.
 * It cannot redirect by itself: to Next the two names are one, so it would make the address relative and lead in rings.
 */
export function GET(request: Request): Response {
  const { protocol, port } = new URL(request.url);
  const path = nextPath(request.headers.get(PATH_HEADER));
  return Response.redirect(`${protocol}//localhost:${port}${path}`, 307);
}
