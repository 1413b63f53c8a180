import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Log } from '../platform/log.js';

interface Powers {
  readonly name: string;
  readonly ownsTables: boolean;
  readonly maySpoilAudit: boolean;
}

// A role may do what any role may do that it can become. Whoever owns a schema or the database may drop what is in it.
const POWERS = `select current_user as name,
    exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'member'))
    or exists (select from pg_namespace n
      where n.nspname in ('public', 'pgboss') and pg_has_role(n.nspowner, 'member'))
    or exists (select from pg_database d
      where d.datname = current_database() and pg_has_role(d.datdba, 'member')) as "ownsTables",
    exists (select from pg_roles r where pg_has_role(r.oid, 'member')
      and has_table_privilege(r.oid, 'audit', 'update, delete, truncate')) as "maySpoilAudit"`;

/**
 * Looks at what the server's own connection may do. One that owns tables could change the audit, and so could whoever
 * takes the server over: production refuses it, a developer's own database is only told of.
 */
export async function judgeServingRole(
  dataSource: DataSource,
  environment: Config['environment'],
  log: Pick<Log, 'warn'>,
): Promise<void> {
  const [powers] = await dataSource.query<Powers[]>(POWERS);
  const reason = powers && excessOf(powers);
  if (reason === undefined) return;
  if (environment === 'production') throw new Error(`${reason} ${REMEDY}`);
  log.warn({ event: 'database_role', reason });
}

function excessOf({ name, ownsTables, maySpoilAudit }: Powers): string | undefined {
  if (ownsTables)
    return `DATABASE_URL connects as the role "${name}", which owns tables, their schema or the database, or can become their owner.`;
  if (maySpoilAudit) return `DATABASE_URL connects as the role "${name}", which may change or delete audit entries.`;
  return undefined;
}

const REMEDY =
  'The server needs a role of its own that can do neither: CREATE ROLE <name> LOGIN IN ROLE codewire_serving. ' +
  "The owner's URL is for migrations alone: CODEWIRE_MIGRATION_DATABASE_URL. docs/deployment.md shows both.";
