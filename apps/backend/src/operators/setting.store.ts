import type { SettingsChange } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { SettingEntity } from './setting.entity.js';

export type StoredSettings = Omit<SettingEntity, 'id'>;

/** Roles that could open the door to others, or let messages go astray. */
const PRIVILEGED = `('owner', 'admin', 'connectivity')`;

/** Of an operator `o`, with the settings `t`: his role has to have a passkey. */
export const NEEDS_PASSKEY = `(t.second_factor = 'passkey'
  or t.second_factor = 'passkey_for_privileged' and o.role in ${PRIVILEGED})`;

/** Of an operator `o`, with the settings `t`: he has what they ask of him. */
export const MEETS_POLICY = `(not ${NEEDS_PASSKEY} or exists (select from passkey p where p.operator_id = o.id))`;

const COLUMNS = `version, brand, console_language as "consoleLanguage", second_factor as "secondFactor",
  idle_minutes as "idleMinutes", absolute_hours as "absoluteHours", step_up_minutes as "stepUpMinutes"`;

const READ: Statement = { name: 'setting_read', text: `select ${COLUMNS} from setting` };

const LOCK: Statement = { name: 'setting_lock', text: `select ${COLUMNS} from setting for update` };

const CHANGE: Statement = {
  name: 'setting_change',
  text: `update setting set version = version + 1, brand = coalesce($1, brand),
      console_language = coalesce($2, console_language), second_factor = coalesce($3, second_factor),
      idle_minutes = coalesce($4, idle_minutes), absolute_hours = coalesce($5, absolute_hours),
      step_up_minutes = coalesce($6, step_up_minutes)
    returning ${COLUMNS}`,
};

const COUNT_WITHOUT_PASSKEY: Statement = {
  name: 'setting_count_without_passkey',
  text: `select count(*)::int as "all", (count(*) filter (where o.role in ${PRIVILEGED}))::int as privileged
    from operator o where o.deactivated_at is null and not exists (select from passkey p where p.operator_id = o.id)`,
};

const IS_LOCKED_OUT: Statement = {
  name: 'setting_is_locked_out',
  text: `select from operator o cross join setting t where o.id = $1 and not ${MEETS_POLICY}`,
};

/** What holds for the console as a whole. Statements that it governs join its row, so nothing of it is kept in memory. */
export class SettingStore {
  constructor(private readonly sql: Queryable) {}

  async read(): Promise<StoredSettings> {
    return only(await this.sql.rows<StoredSettings>(READ));
  }

  /** Who has no passkey, of those who are active. */
  async countWithoutPasskey(): Promise<{ all: number; privileged: number }> {
    return only(await this.sql.rows<{ all: number; privileged: number }>(COUNT_WITHOUT_PASSKEY));
  }
}

/** The settings as they are and stay until the transaction ends. */
export async function lockSettings(tx: Tx): Promise<StoredSettings> {
  return only(await tx.rows<StoredSettings>(LOCK));
}

export async function changeSettings(tx: Tx, change: SettingsChange): Promise<StoredSettings> {
  const values = [
    change.brand,
    change.console_language,
    change.second_factor,
    change.idle_minutes,
    change.absolute_hours,
    change.step_up_minutes,
  ];
  return only(
    await tx.rows<StoredSettings>(
      CHANGE,
      values.map((value) => value ?? null),
    ),
  );
}

/** True when the settings ask of that operator what he has not. */
export async function isLockedOut(tx: Tx, operatorId: string): Promise<boolean> {
  return (await tx.rows(IS_LOCKED_OUT, [operatorId])).length > 0;
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('there are no settings');
  return row;
}
