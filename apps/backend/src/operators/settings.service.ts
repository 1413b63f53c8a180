import type { Appearance, Settings, SettingsChange } from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { changeSettings, isLockedOut, lockSettings, SettingStore, type StoredSettings } from './setting.store.js';

/** What holds for the console as a whole, and for everyone who signs in to it. */
export class SettingsDesk {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  async read(): Promise<Settings> {
    return this.view(await new SettingStore(this.sql).read());
  }

  async appearance(): Promise<Appearance> {
    const { brand, consoleLanguage } = await new SettingStore(this.sql).read();
    return { brand, console_language: consoleLanguage };
  }

  /** Of two who change at once the second is told. Nobody asks of others what he himself has not: he would be shut out. */
  async change(author: Author, operatorId: string, change: SettingsChange): Promise<Settings> {
    const changed = await this.sql.transaction(async (tx) => {
      const before = await lockSettings(tx);
      if (before.version !== change.version) throw new AppError('settings.changed');
      const after = await changeSettings(tx, change);
      if (after.secondFactor !== before.secondFactor && (await isLockedOut(tx, operatorId))) {
        throw new AppError('settings.locks_out', { field: 'second_factor' });
      }
      const facts = differences(before, after);
      if (Object.keys(facts.after).length === 0) return after;
      const target = { kind: 'settings', id: 'settings', name: after.brand } as const;
      await this.audit.append(tx, author, { action: 'settings.changed', target, ...facts });
      return after;
    }, FOR_A_CALLER);
    return this.view(changed);
  }

  private async view(settings: StoredSettings): Promise<Settings> {
    const { all, privileged } = await new SettingStore(this.sql).countWithoutPasskey();
    return {
      ...factsOf(settings),
      version: settings.version,
      without_passkey: all,
      privileged_without_passkey: privileged,
    };
  }
}

function factsOf(settings: StoredSettings) {
  return {
    brand: settings.brand,
    console_language: settings.consoleLanguage,
    second_factor: settings.secondFactor,
    idle_minutes: settings.idleMinutes,
    absolute_hours: settings.absoluteHours,
    step_up_minutes: settings.stepUpMinutes,
  };
}

/** Only what is another than before. */
function differences(before: StoredSettings, after: StoredSettings) {
  const [was, is] = [factsOf(before), factsOf(after)];
  const names = (Object.keys(is) as (keyof typeof is)[]).filter((name) => was[name] !== is[name]);
  return {
    before: Object.fromEntries(names.map((name) => [name, was[name]])),
    after: Object.fromEntries(names.map((name) => [name, is[name]])),
  };
}
