/** @typedef {import('./postgres.mjs').EmbeddedPostgres} EmbeddedPostgres */

/** Whom the backend connects as where PostgreSQL is ours: a login that may do what a server may, and owns nothing. */
export const SERVING_LOGIN = 'codewire_api';

// Two that start at once may both find it missing.
const MAKE = `do $$ begin
  if not exists (select from pg_roles where rolname = '${SERVING_LOGIN}') then
    create role ${SERVING_LOGIN} login in role codewire_serving;
  end if;
exception when duplicate_object or unique_violation then null;
end $$`;

/**
 * Makes that login unless it is there: in data of before it is not. The database must have been migrated.
 * @param {EmbeddedPostgres} server @param {string} database
 */
export async function makeServingLogin(server, database) {
  // Before the packages are installed, launchers load this module too.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    await client.query(MAKE);
  } finally {
    await client.end();
  }
}

/** The same database by that login. @param {string} url */
export function servingUrl(url) {
  const serving = new URL(url);
  serving.username = SERVING_LOGIN;
  return serving.href;
}
