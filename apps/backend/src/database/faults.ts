/** SQLSTATE classes that speak of the server or the connection, not of one row: PostgreSQL appendix A. */
const SERVER_CLASSES = new Set(['08', '25', '28', '3D', '53', '55', '57', '58', 'XX']);
/** Whom a deadlock or a conflict with another transaction cost its own: the other is through by now. */
const CONFLICT = new Set(['40P01', '40001']);
/** Somebody held a row for longer than lock_timeout. */
const LOCKED = '55P03';

/** Raised here, not by the server: it did not answer in time. Of a commit nobody knows whether it happened. */
export class DatabaseTimeout extends Error {
  override readonly name = 'DatabaseTimeout';
}

/** True when the database as such is unreachable, silent, stopping, full or broken: the next row would fail, too. */
export function isServerFault(error: unknown): boolean {
  if (!(error instanceof Error) || isContention(error)) return false;
  const code = codeOf(error);
  if (code === undefined) return /connection|timeout|terminat|not queryable/i.test(`${error.name} ${error.message}`);
  if (code.startsWith('E')) return true; // ECONNREFUSED, ENOENT of a socket and their kin
  return code.length === 5 && SERVER_CLASSES.has(code.slice(0, 2));
}

/** True when somebody else was in the way of this row: others are not concerned, and a moment later it may succeed. */
export function isContention(error: unknown): boolean {
  return isConflict(error) || (error instanceof Error && codeOf(error) === LOCKED);
}

/** True when the same, tried once more, will hardly meet the same again. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && CONFLICT.has(codeOf(error) ?? '');
}

/** True when a failure says nothing against what was asked: the caller hears 503 and may ask again. */
export function isDatabaseFault(error: unknown): boolean {
  return isServerFault(error) || isContention(error);
}

function codeOf(error: Error): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}
