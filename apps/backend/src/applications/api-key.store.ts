import type { KeyScope, KeyState } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import { APPLICATION_COLUMNS, toApplication, type Application, type ApplicationColumns } from './application.store.js';

/** What a request is judged by. */
export interface StoredKey {
  readonly id: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly KeyScope[];
  /** Empty: any. */
  readonly addresses: readonly string[];
  /** How long it may still be used, by the database's clock at the time of the answer; null: for ever. */
  readonly leftMs: number | null;
  readonly application: Application;
}

export interface NewKeyRow {
  readonly id: string;
  readonly applicationId: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly KeyScope[];
  readonly addresses: readonly string[];
  readonly expiresAt: Date | null;
  readonly isSeeded: boolean;
  readonly createdBy: string;
}

/** A key as lists show it. */
export interface KeyRow {
  readonly id: string;
  readonly applicationId: string;
  /** Name of its application. */
  readonly application: string;
  readonly isTest: boolean;
  readonly name: string;
  readonly scopes: KeyScope[];
  readonly addresses: string[];
  readonly state: KeyState;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly reveals: number;
  readonly replacedBy: string | null;
}

const FIND: Statement = {
  name: 'api_key_find',
  text: `select k.id as key_id, k.secret_hash, k.scopes, k.addresses,
      (extract(epoch from k.expires_at - statement_timestamp()) * 1000)::float8 as left_ms, ${APPLICATION_COLUMNS}
    from api_key k
    join application a on a.id = k.application_id
    join policy p on p.application_id = a.id and p.version = a.policy_version
    where k.id = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > statement_timestamp())`,
};

const RECORD_USE: Statement = {
  name: 'api_key_record_use',
  text: `update api_key k set last_used_at = greatest(k.last_used_at, u.used_at), reveals = k.reveals + u.reveals
    from unnest($1::text[], $2::timestamptz[], $3::bigint[]) as u(id, used_at, reveals) where k.id = u.id`,
};

const INSERT: Statement = {
  name: 'api_key_insert',
  text: `insert into api_key (id, application_id, name, secret_hash, scopes, addresses, expires_at, is_seeded, created_by)
    select $1::text, $2::text, $3::text, $4::bytea, $5::text[], $6::text[], $7::timestamptz, $8::boolean, $9::text
    where $7 is null or ($7 > statement_timestamp() and $7 <= statement_timestamp() + interval '2 years')`,
};

// Whoever comes second waits for the row, looks at it once more and finds that it was rolled. A successor of a key that
// expires lives as long as that one was made for. The notification travels with the commit.
const ROLL: Statement = {
  name: 'api_key_roll',
  text: `with old as (
      select * from api_key
      where id = $1 and revoked_at is null and replaced_by is null
        and (expires_at is null or expires_at > statement_timestamp())
      for update
    ), ending as (
      update api_key k set replaced_by = $2,
        expires_at = least(k.expires_at, statement_timestamp() + make_interval(hours => $4::int)),
        revoked_at = case when $4::int = 0 then statement_timestamp() end
      from old where k.id = old.id
    ), made as (
      insert into api_key (id, application_id, name, secret_hash, scopes, addresses, created_at, expires_at, created_by)
      select $2, application_id, name, $3::bytea, scopes, addresses, statement_timestamp(),
        statement_timestamp() + make_interval(secs => extract(epoch from expires_at - created_at)::float8), $5::text
      from old returning id
    ) select pg_notify('codewire_api_keys', $1::text) from made`,
};

// The notification travels with the commit: every node forgets the key at once.
const REVOKE: Statement = {
  name: 'api_key_revoke',
  text: `with revoked as (
      update api_key set revoked_at = statement_timestamp() where id = $1 and revoked_at is null returning id
    ) select pg_notify('codewire_api_keys', id) from revoked`,
};

const LIST: Statement = {
  name: 'api_key_list',
  text: `select k.id, k.application_id as "applicationId", a.name as application, a.is_test as "isTest", k.name, k.scopes,
      k.addresses, k.created_by as "createdBy", k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.revoked_at as "revokedAt", k.last_used_at as "lastUsedAt", k.reveals::float8 as reveals, k.replaced_by as "replacedBy",
      case when k.revoked_at is not null then 'revoked' when k.expires_at <= statement_timestamp() then 'expired'
        when k.expires_at is not null then 'ending' else 'active' end as state
    from api_key k join application a on a.id = k.application_id
    where ($1::text is null or k.application_id = $1) and ($2::text is null or k.id = $2)
    order by k.created_at, k.id`,
};

const HAS_SEEDED: Statement = {
  name: 'api_key_has_seeded',
  text: `select 1 from api_key where is_seeded and revoked_at is null and (expires_at is null or expires_at > now()) limit 1`,
};

/** Keys of client apps. Of a key itself only the hash is stored. */
export class ApiKeyStore {
  constructor(private readonly sql: Queryable) {}

  /** A key that is neither revoked nor expired, by its public id. */
  async findKey(keyId: string): Promise<StoredKey | undefined> {
    const [row] = await this.sql.rows<FoundColumns>(FIND, [keyId]);
    if (row === undefined) return undefined;
    return {
      id: row.key_id,
      secretHash: row.secret_hash,
      scopes: row.scopes,
      addresses: row.addresses,
      leftMs: row.left_ms,
      application: toApplication(row),
    };
  }

  async recordUse(uses: readonly { keyId: string; usedAt: Date; reveals: number }[]): Promise<void> {
    await this.sql.count(RECORD_USE, [
      uses.map((use) => use.keyId),
      uses.map((use) => use.usedAt),
      uses.map((use) => use.reveals),
    ]);
  }

  /** False when its expiry lies behind, or more than two years ahead, by the database's clock. */
  async insertKey(key: NewKeyRow): Promise<boolean> {
    const { id, applicationId, name, secretHash, scopes, addresses, expiresAt, isSeeded, createdBy } = key;
    const values = [id, applicationId, name, secretHash, scopes, addresses, expiresAt, isSeeded, createdBy];
    return (await this.sql.count(INSERT, values)) === 1;
  }

  /**
   * Makes a key like an old one, which ends so many hours later, and never later than it would have. Of two at once one
   * wins; false for a key that is over or was rolled already. Holds on every node within a second.
   */
  async rollKey(
    keyId: string,
    successor: Pick<NewKeyRow, 'id' | 'secretHash' | 'createdBy'>,
    overlapHours: number,
  ): Promise<boolean> {
    const { id, secretHash, createdBy } = successor;
    return (await this.sql.rows(ROLL, [keyId, id, secretHash, overlapHours, createdBy])).length === 1;
  }

  /** False when no such key was left to revoke. Holds on every node within a second. */
  async revokeKey(keyId: string): Promise<boolean> {
    return (await this.sql.rows(REVOKE, [keyId])).length === 1;
  }

  /** Oldest first; of one application, or of all. */
  listKeys(applicationId: string | null = null): Promise<KeyRow[]> {
    return this.sql.rows<KeyRow>(LIST, [applicationId, null]);
  }

  /** A key in whatever state it is. */
  async readKey(keyId: string): Promise<KeyRow | undefined> {
    return (await this.sql.rows<KeyRow>(LIST, [null, keyId]))[0];
  }

  async hasSeededKey(): Promise<boolean> {
    return (await this.sql.rows(HAS_SEEDED)).length === 1;
  }
}

interface FoundColumns extends ApplicationColumns {
  key_id: string;
  secret_hash: Buffer;
  scopes: KeyScope[];
  addresses: string[];
  left_ms: number | null;
}
