const LONGEST = 2_000;
/** For the origin only: the path is all that is taken from it. */
const HERE = 'http://here.invalid';

/**
 * A place in this console to go on to, as an address brought it along; `otherwise` for anything that could lead
 * elsewhere. Browsers take `//host`, `/\host` and a path with a tab or a line break in it for another site's address.
 */
export function nextPath(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted || wanted.length > LONGEST || !/^\/(?!\/)[^\\\s\p{Cc}]*$/u.test(wanted)) return otherwise;
  if (!URL.canParse(wanted, HERE)) return otherwise;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  const path = pathname + search + hash;
  // Dots that are folded away can leave two slashes in front.
  return origin === HERE && !path.startsWith('//') ? path : otherwise;
}

/** The sign-in page that leads back to where someone was. */
export function signInPath(from: string): string {
  return withNext('/login', from);
}

/** What is told after signing out, with the same way back. */
export function signedOutPath(from: string): string {
  return withNext('/signed-out', from);
}

function withNext(path: string, from: string): string {
  const next = nextPath(from);
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}
