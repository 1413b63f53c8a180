import type { Policy } from '@codewire/otp';
import type { Queryable, Statement } from '../database/sql.js';

/** An application with the policy that its next verification starts under. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly isTest: boolean;
  readonly defaultLanguage: string;
  readonly sender: string;
  /** Apps that its texts may be made for (Android SMS Retriever). */
  readonly appHashes: readonly string[];
  /** Hosts that its texts may be bound to (WebOTP, iOS). */
  readonly hosts: readonly string[];
  readonly policyVersion: number;
  readonly policy: Policy;
}

export type ApplicationRow = Pick<Application, 'id' | 'name' | 'isTest' | 'sender' | 'defaultLanguage'>;

/** An application with what a list tells of it besides. */
export interface ListedApplication extends Application {
  /** Keys that may be used now. */
  readonly activeKeys: number;
  readonly createdAt: Date;
}

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

export interface ApplicationColumns extends PolicyColumns {
  id: string;
  name: string;
  is_test: boolean;
  default_language: string;
  sender: string;
  app_hashes: string[];
  hosts: string[];
  policy_version: number;
}

/** Of `application a` joined with `policy p`, the version in force. */
export const APPLICATION_COLUMNS = `a.id, a.name, a.is_test, a.default_language, a.sender, a.app_hashes, a.hosts,
  a.policy_version,
  p.code_length, p.life_seconds, p.max_checks, p.max_sends, p.resend, p.cooldown_seconds,
  p.send_limits, p.send_window_seconds, p.wrong_check_limits, p.wrong_check_window_seconds`;

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

const LISTED_COLUMNS = `${APPLICATION_COLUMNS}, a.created_at,
  (select count(*)::int from api_key k where k.application_id = a.id and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > statement_timestamp())) as active_keys`;

const LIST_IN_FULL: Statement = {
  name: 'application_list_in_full',
  text: `select ${LISTED_COLUMNS} from application a
    join policy p on p.application_id = a.id and p.version = a.policy_version
    where $1::text[] is null or a.id = any ($1) order by a.created_at, a.id`,
};

const HOLD: Statement = {
  name: 'application_hold',
  text: `select from application where id = $1 for no key update`,
};

// A statement after the one that holds the row: who had to wait for it would join what he sees now with a policy of before.
const READ_HELD: Statement = {
  name: 'application_read_held',
  text: `select ${APPLICATION_COLUMNS} from application a
    join policy p on p.application_id = a.id and p.version = a.policy_version where a.id = $1`,
};

const LIST_APPLICATIONS: Statement = {
  name: 'application_list',
  text: `select id, name, is_test as "isTest", sender, default_language as "defaultLanguage" from application order by created_at, id`,
};

/** Applications and their policies. */
export class ApplicationStore {
  constructor(private readonly sql: Queryable) {}

  /** By id or name; without either the first one made. */
  async findApplication(idOrName?: string): Promise<Application | undefined> {
    const [row] = await this.sql.rows<ApplicationColumns>(FIND_APPLICATION, [idOrName ?? null]);
    return row && toApplication(row);
  }

  listApplications(): Promise<ApplicationRow[]> {
    return this.sql.rows<ApplicationRow>(LIST_APPLICATIONS);
  }

  /** Those with these ids, oldest first; null: all. */
  async listInFull(ids: readonly string[] | null): Promise<ListedApplication[]> {
    const rows = await this.sql.rows<ApplicationColumns & { created_at: Date; active_keys: number }>(LIST_IN_FULL, [
      ids,
    ]);
    return rows.map((row) => ({ ...toApplication(row), activeKeys: row.active_keys, createdAt: row.created_at }));
  }

  /** The application as it is, and as it stays until this transaction ends. */
  async hold(id: string): Promise<Application | undefined> {
    await this.sql.rows(HOLD, [id]);
    const [row] = await this.sql.rows<ApplicationColumns>(READ_HELD, [id]);
    return row && toApplication(row);
  }

  async findPolicy(applicationId: string, version: number): Promise<Policy | undefined> {
    const [row] = await this.sql.rows<PolicyColumns>(FIND_POLICY, [applicationId, version]);
    return row && toPolicy(row);
  }
}

/** The columns as `APPLICATION_COLUMNS` names them. */
export function toApplication(row: ApplicationColumns): Application {
  return {
    id: row.id,
    name: row.name,
    isTest: row.is_test,
    defaultLanguage: row.default_language,
    sender: row.sender,
    appHashes: row.app_hashes,
    hosts: row.hosts,
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
