import type { KeyScope } from '@codewire/contracts';
import type { Policy } from '@codewire/otp';
import type { Queryable, Statement } from '../database/sql.js';

/** An application with the policy that its next verification starts under. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly isTest: boolean;
  readonly defaultLanguage: string;
  readonly sender: string;
  readonly policyVersion: number;
  readonly policy: Policy;
}

export interface StoredKey {
  readonly id: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly KeyScope[];
  readonly application: Application;
}

export interface KeyRow {
  readonly id: string;
  readonly application: string;
  readonly name: string;
  readonly reveals: boolean;
  readonly state: 'active' | 'revoked' | 'expired';
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

export type ApplicationRow = Pick<Application, 'id' | 'name' | 'isTest' | 'sender' | 'defaultLanguage'>;

interface PolicyColumns {
  code_length: number;
  life_seconds: number;
  max_checks: number;
  max_sends: number;
  resend: 'same' | 'new';
  cooldown_seconds: number[];
  send_limits: number[];
  send_window_seconds: number[];
  wrong_check_limits: number[];
  wrong_check_window_seconds: number[];
}

interface ApplicationColumns extends PolicyColumns {
  id: string;
  name: string;
  is_test: boolean;
  default_language: string;
  sender: string;
  policy_version: number;
}

const APPLICATION_COLUMNS = `a.id, a.name, a.is_test, a.default_language, a.sender, a.policy_version,
  p.code_length, p.life_seconds, p.max_checks, p.max_sends, p.resend, p.cooldown_seconds,
  p.send_limits, p.send_window_seconds, p.wrong_check_limits, p.wrong_check_window_seconds`;

const FIND_KEY: Statement = {
  name: 'api_key_find',
  text: `select k.id as key_id, k.secret_hash, k.scopes, ${APPLICATION_COLUMNS}
    from api_key k
    join application a on a.id = k.application_id
    join policy p on p.application_id = a.id and p.version = a.policy_version
    where k.id = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
};

const FIND_APPLICATION: Statement = {
  name: 'application_find',
  text: `select ${APPLICATION_COLUMNS} from application a
    join policy p on p.application_id = a.id and p.version = a.policy_version
    where $1::text is null or a.id = $1 or a.name = $1
    order by a.created_at limit 1`,
};

const FIND_POLICY: Statement = {
  name: 'policy_find',
  text: `select code_length, life_seconds, max_checks, max_sends, resend, cooldown_seconds, send_limits,
      send_window_seconds, wrong_check_limits, wrong_check_window_seconds
    from policy where application_id = $1 and version = $2`,
};

const RECORD_USE: Statement = {
  name: 'api_key_record_use',
  text: `update api_key k set last_used_at = greatest(k.last_used_at, u.used_at), reveals = k.reveals + u.reveals
    from unnest($1::text[], $2::timestamptz[], $3::bigint[]) as u(id, used_at, reveals) where k.id = u.id`,
};

const INSERT_KEY: Statement = {
  name: 'api_key_insert',
  text: `insert into api_key (id, application_id, name, secret_hash, scopes, is_seeded, created_by)
    values ($1, $2, $3, $4, $5, $6, $7)`,
};

// The notification travels with the commit: every node forgets the key at once.
const REVOKE_KEY: Statement = {
  name: 'api_key_revoke',
  text: `with revoked as (
      update api_key set revoked_at = now() where id = $1 and revoked_at is null returning id
    ) select id, pg_notify('codewire_api_keys', id) from revoked`,
};

const LIST_KEYS: Statement = {
  name: 'api_key_list',
  text: `select k.id, a.name as application, k.name, 'reveal' = any (k.scopes) as reveals, k.created_at, k.last_used_at, k.revoked_at,
      case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'active' end as state
    from api_key k join application a on a.id = k.application_id order by k.created_at, k.id`,
};

const LIST_APPLICATIONS: Statement = {
  name: 'application_list',
  text: `select id, name, is_test as "isTest", sender, default_language as "defaultLanguage" from application order by created_at, id`,
};

const HAS_SEEDED_KEY: Statement = {
  name: 'api_key_has_seeded',
  text: `select 1 from api_key where is_seeded and revoked_at is null and (expires_at is null or expires_at > now()) limit 1`,
};

/** Applications, their policies and their keys. */
export class ApplicationStore {
  constructor(private readonly sql: Queryable) {}

  /** A key that is neither revoked nor expired, by its public id. */
  async findKey(keyId: string): Promise<StoredKey | undefined> {
    const [row] = await this.sql.rows<ApplicationColumns & { key_id: string; secret_hash: Buffer; scopes: KeyScope[] }>(
      FIND_KEY,
      [keyId],
    );
    if (row === undefined) return undefined;
    return {
      id: row.key_id,
      secretHash: row.secret_hash,
      scopes: row.scopes,
      application: toApplication(row),
    };
  }

  /** By id or name; without either the first one made. */
  async findApplication(idOrName?: string): Promise<Application | undefined> {
    const [row] = await this.sql.rows<ApplicationColumns>(FIND_APPLICATION, [idOrName ?? null]);
    return row && toApplication(row);
  }

  listApplications(): Promise<ApplicationRow[]> {
    return this.sql.rows<ApplicationRow>(LIST_APPLICATIONS);
  }

  async findPolicy(applicationId: string, version: number): Promise<Policy | undefined> {
    const [row] = await this.sql.rows<PolicyColumns>(FIND_POLICY, [applicationId, version]);
    return row && toPolicy(row);
  }

  async recordUse(uses: readonly { keyId: string; usedAt: Date; reveals: number }[]): Promise<void> {
    await this.sql.count(RECORD_USE, [
      uses.map((use) => use.keyId),
      uses.map((use) => use.usedAt),
      uses.map((use) => use.reveals),
    ]);
  }

  async insertKey(key: {
    id: string;
    applicationId: string;
    name: string;
    secretHash: Buffer;
    scopes: readonly KeyScope[];
    isSeeded: boolean;
    createdBy: string;
  }): Promise<void> {
    await this.sql.count(INSERT_KEY, [
      key.id,
      key.applicationId,
      key.name,
      key.secretHash,
      key.scopes,
      key.isSeeded,
      key.createdBy,
    ]);
  }

  /** False when no such key was valid. Holds on every node within a second. */
  async revokeKey(keyId: string): Promise<boolean> {
    return (await this.sql.rows(REVOKE_KEY, [keyId])).length === 1;
  }

  listKeys(): Promise<KeyRow[]> {
    return this.sql.rows<KeyRow>(LIST_KEYS);
  }

  async hasSeededKey(): Promise<boolean> {
    return (await this.sql.rows(HAS_SEEDED_KEY)).length === 1;
  }
}

function toApplication(row: ApplicationColumns): Application {
  return {
    id: row.id,
    name: row.name,
    isTest: row.is_test,
    defaultLanguage: row.default_language,
    sender: row.sender,
    policyVersion: row.policy_version,
    policy: toPolicy(row),
  };
}

function toPolicy(row: PolicyColumns): Policy {
  return {
    codeLength: row.code_length,
    lifeSeconds: row.life_seconds,
    maxChecks: row.max_checks,
    maxSends: row.max_sends,
    resend: row.resend,
    cooldownSeconds: row.cooldown_seconds,
    sendWindows: zipWindows(row.send_limits, row.send_window_seconds),
    wrongCheckWindows: zipWindows(row.wrong_check_limits, row.wrong_check_window_seconds),
  };
}

function zipWindows(limits: number[], seconds: number[]) {
  return limits.map((limit, index) => ({ limit, seconds: seconds[index] as number }));
}
