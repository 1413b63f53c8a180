import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bringJobsSchema, JOBS_SCHEMA } from '../jobs-schema.js';

/**
 * What the server may do, as a group role: read and write rows, own nothing, and of the audit only read and add.
 * Whoever the server connects as is made a member. Roles are of the whole cluster, so this one may be there already.
 */
export class ServingRole1764200000000 implements MigrationInterface {
  readonly name = 'ServingRole1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await makeRole(runner);
    await bringJobsSchema(runner);
    for (const statement of GRANTS) await runner.query(statement);
  }

  /** The role itself stays: other databases may know it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema if exists ${JOBS_SCHEMA} cascade`);
    for (const statement of REVOKES) await runner.query(statement);
  }
}

const ROLE = 'codewire_serving';
const MAY_NOT = '42501';

/** A migration of another database may make it in the same moment. */
async function makeRole(runner: QueryRunner): Promise<void> {
  const make = `do $$ begin
    if not exists (select from pg_roles where rolname = '${ROLE}') then create role ${ROLE} nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end $$`;
  await runner.query(make).catch((error: Error & { code?: string }) => {
    if (error.code !== MAY_NOT) throw error;
    throw new Error(
      `This database role may not create roles. Run as a superuser, once: CREATE ROLE ${ROLE} NOLOGIN; then migrate again.`,
    );
  });
}

const GRANTS = [
  `grant usage on schema public, ${JOBS_SCHEMA} to ${ROLE}`,
  `grant select, insert, update, delete on all tables in schema public, ${JOBS_SCHEMA} to ${ROLE}`,
  // Tables of later migrations, if the same role runs them.
  `alter default privileges in schema public grant select, insert, update, delete on tables to ${ROLE}`,
  `alter default privileges in schema ${JOBS_SCHEMA} grant select, insert, update, delete on tables to ${ROLE}`,
  `revoke update, delete on audit from ${ROLE}`,
  `revoke insert, update, delete on migration from ${ROLE}`,
];

const REVOKES = [
  `alter default privileges in schema public revoke all on tables from ${ROLE}`,
  `revoke all on all tables in schema public from ${ROLE}`,
  `revoke usage on schema public from ${ROLE}`,
];
