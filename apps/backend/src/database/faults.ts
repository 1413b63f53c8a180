/** SQLSTATE classes that speak of the server or the connection, not of one row: PostgreSQL appendix A. */
const SERVER_CLASSES = new Set(['08', '25', '28', '3D', '53', '55', '57', '58', 'XX']);

/** True when the database as such is unreachable, stopping, full or broken. Deadlocks and bad rows are not. */
export function isDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return /connection|timeout exceeded|terminat/i.test(error.message);
  if (code.startsWith('E')) return true; // ECONNREFUSED, ENOENT of a socket and their kin
  return code.length === 5 && SERVER_CLASSES.has(code.slice(0, 2));
}
