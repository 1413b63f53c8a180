import { DEFAULT_POLICY, type Policy } from '@codewire/otp';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import {
  changeApplication,
  insertApplication,
  isNameTaken,
  replacePolicy,
  type ApplicationSettings,
  type AutofillLists,
} from './application-setup.js';
import { ApplicationStore, type Application } from './application.store.js';
import { toPolicyView } from './application.views.js';

export interface ApplicationChanges extends Partial<ApplicationSettings & AutofillLists> {
  /** The policy of starts from now on, and the version that it was made from. */
  readonly policy?: { readonly rules: Policy; readonly madeFrom: number };
}

type NameTaken = { readonly kind: 'name_taken' };
export type CreateApplicationOutcome = { readonly kind: 'made'; readonly id: string } | NameTaken;
export type ChangeApplicationOutcome =
  | { readonly kind: 'changed' }
  /** Its policy is another one by now. */
  | { readonly kind: 'changed_meanwhile' }
  | { readonly kind: 'unknown' }
  | NameTaken;

/** Makes and changes applications. Each change is in the audit, and holds on every node within a second. */
export class Applications {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /** Under the standard policy. */
  create(
    author: Author,
    settings: ApplicationSettings & { readonly isTest: boolean },
  ): Promise<CreateApplicationOutcome> {
    const id = newId('app');
    return this.sql.transaction(async (tx) => {
      if (await isNameTaken(tx, settings.name, null)) return { kind: 'name_taken' };
      await insertApplication(tx, { ...settings, id }, DEFAULT_POLICY);
      const after = { ...factsOf({ ...settings, policy: DEFAULT_POLICY }), is_test: settings.isTest };
      const target = { kind: 'application', id, name: settings.name } as const;
      await this.audit.append(tx, author, { action: 'application.created', target, applicationId: id, after });
      return { kind: 'made', id };
    });
  }

  /** All of it or nothing. What is left out stays as it is. */
  change(author: Author, id: string, { policy, ...settings }: ApplicationChanges): Promise<ChangeApplicationOutcome> {
    return this.sql.transaction(async (tx) => {
      const { name } = settings;
      if (name !== undefined && (await isNameTaken(tx, name, id))) return { kind: 'name_taken' };
      const store = new ApplicationStore(tx);
      const before = await store.hold(id);
      if (before === undefined) return { kind: 'unknown' };
      const isInTime = policy === undefined || (await replacePolicy(tx, id, policy.rules, policy.madeFrom));
      if (!isInTime) return { kind: 'changed_meanwhile' };
      await changeApplication(tx, id, settings);
      const after = await store.hold(id);
      if (after !== undefined) await this.noteChanged(tx, author, before, after);
      return { kind: 'changed' };
    });
  }

  private async noteChanged(tx: Tx, author: Author, before: Application, after: Application): Promise<void> {
    const [was, is] = differences(allFactsOf(before), allFactsOf(after));
    if (Object.keys(is).length === 0) return;
    const target = { kind: 'application', id: after.id, name: after.name } as const;
    const subject = { action: 'application.changed', target, applicationId: after.id } as const;
    await this.audit.append(tx, author, { ...subject, before: was, after: is });
  }
}

type Facts = Readonly<Record<string, unknown>>;

function factsOf({ name, sender, defaultLanguage, policy }: ApplicationSettings & { readonly policy: Policy }): Facts {
  return { name, sender, default_language: defaultLanguage, policy: toPolicyView(policy) };
}

function allFactsOf(application: Application): Facts {
  return { ...factsOf(application), app_hashes: application.appHashes, hosts: application.hosts };
}

/** Both sides, without what they have in common. */
function differences(before: Facts, after: Facts): [before: Facts, after: Facts] {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const only = (facts: Facts) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return [only(before), only(after)];
}
