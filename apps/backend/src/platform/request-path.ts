/** NUL, slash, backslash and dot in disguise (any case): each is read differently by some proxy, router or file system. */
const DISGUISED = /%(?:00|2f|5c|2e)/i;
const DOT_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/;
const LONGEST = 2_048;

/**
 * True for a request target that every part of a chain reads alike: origin-form (RFC 9112 3.2.1), no empty or dot
 * segment, nothing disguised, and no NUL in the query either, which no column can keep.
 */
export function isPlainTarget(target: string): boolean {
  if (target.length > LONGEST || !target.startsWith('/')) return false;
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  if (queryAt !== -1 && target.includes('%00', queryAt)) return false;
  return !path.includes('//') && !path.includes('\\') && !DISGUISED.test(path) && !DOT_SEGMENT.test(path);
}
