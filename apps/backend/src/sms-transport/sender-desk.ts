import type { SenderCreate, SenderList, SenderRule } from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import { findUnknown } from './references.js';
import { readCountry } from './rule-input.js';
import { SenderStore, type StoredSender } from './sender.store.js';

/** What operators do with senders. A rule is not changed: it is deleted, and another one made. */
export class SenderDesk {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<SenderList> {
    return { data: (await new SenderStore(this.sql).listSenders()).map(toView) };
  }

  async create(author: Author, input: SenderCreate): Promise<SenderRule> {
    const { application_id: applicationId, carrier_id: carrierId, sender } = input;
    const rule = { id: newId('snd'), applicationId, country: readCountry(input.country), carrierId, sender };
    return this.sql.transaction(async (tx) => {
      const unknown = await findUnknown(tx, { applicationId, carrierIds: carrierId === null ? [] : [carrierId] });
      if (unknown !== undefined) throw new AppError(`${unknown.kind}.not_found`, { field: `${unknown.kind}_id` });
      if (!(await new SenderStore(tx).insertSender(rule))) throw new AppError('sender.taken');
      await this.audit.append(tx, author, { action: 'sender.created', ...about(rule), after: factsOf(rule) });
      return toView(rule);
    });
  }

  delete(author: Author, id: string): Promise<void> {
    return this.sql.transaction(async (tx) => {
      const rule = await new SenderStore(tx).deleteSender(id);
      if (rule === undefined) throw new AppError('sender.not_found');
      await this.audit.append(tx, author, { action: 'sender.deleted', ...about(rule), before: factsOf(rule) });
    });
  }
}

function factsOf({ applicationId, country, carrierId, sender }: StoredSender): Omit<SenderRule, 'id'> {
  return { application_id: applicationId, country, carrier_id: carrierId, sender };
}

function toView(rule: StoredSender): SenderRule {
  return { id: rule.id, ...factsOf(rule) };
}

function about({ id, sender, applicationId }: StoredSender) {
  const target = { kind: 'sender', id, name: sender } as const;
  return applicationId === null ? { target } : { target, applicationId };
}
