import type { RevealedNumber } from '@codewire/contracts';
import type { AuditLog } from '../../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import { isId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import { maskedReason } from '../../platform/masked-reason.js';
import { openNumber } from '../../platform/sealed-number.js';
import {
  findSealedNumber,
  nextRevealAt,
  spendReveal,
  type RevealTarget,
  type SealedNumber,
} from './number-reveal.store.js';

export interface NumberRevealsOptions {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly auditLog: AuditLog;
}

export interface RevealQuestion {
  readonly kind: RevealTarget;
  readonly id: string;
  /** Who is to see it, and of which applications he may see things (null: of all). */
  readonly operatorId: string;
  readonly scope: readonly string[] | null;
  readonly author: Author;
  readonly reason: string;
}

const PREFIXES = { message: 'msg', verification: 'ver' } as const;

/** Shows single numbers in full, so many an hour, each with its reason in the audit. */
export class NumberReveals {
  constructor(private readonly use: NumberRevealsOptions) {}

  /** The number leaves only once its entry is committed. One that the keyring does not open spends nothing. */
  async reveal(question: RevealQuestion): Promise<RevealedNumber> {
    const { kind, operatorId } = question;
    const sealed = await this.find(question);
    const number = openNumber(this.use.keyring, sealed.numberSealed, sealed);
    const left = await this.use.sql.transaction(async (tx) => {
      const left = await spendReveal(tx, operatorId);
      if (left === undefined) return undefined;
      await this.use.auditLog.append(tx, question.author, {
        action: 'number.revealed',
        target: { kind, id: sealed.id, name: sealed.id },
        applicationId: sealed.applicationId,
        after: { reason: maskedReason(question.reason, number) },
      });
      return left;
    }, FOR_A_CALLER);
    if (left === undefined) throw await this.tooMany(operatorId);
    return { number, left };
  }

  private async find({ kind, id, scope }: RevealQuestion): Promise<SealedNumber> {
    const sealed = isId(PREFIXES[kind], id) ? await findSealedNumber(this.use.sql, { kind, id }, scope) : undefined;
    if (sealed === undefined) throw new AppError(`${kind}.not_found`);
    return sealed;
  }

  private async tooMany(operatorId: string): Promise<AppError> {
    const retryAt = await nextRevealAt(this.use.sql, operatorId);
    return new AppError('reveal.too_many', { retryAt: retryAt ?? new Date() });
  }
}
