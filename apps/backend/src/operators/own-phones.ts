import { maskNumber, type PhoneNumber } from '@codewire/otp';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Queryable, type Sql, type Statement } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import type { Keyring } from '../platform/keyring.js';

const FIND: Statement = {
  name: 'operator_find_phone',
  text: `select phone_sealed as "sealed" from operator where id = $1`,
};

const SET: Statement = {
  name: 'operator_set_phone',
  text: `update operator set phone_sealed = $2, phone_verified_at = statement_timestamp() where id = $1`,
};

const CLEAR: Statement = {
  name: 'operator_clear_phone',
  text: `update operator set phone_sealed = null, phone_verified_at = null where id = $1 and phone_sealed is not null`,
};

type Owner = { readonly id: string; readonly email: string };

/** Numbers that operators have proven to be theirs, sealed to their rows. Elsewhere they stand masked. */
export class OwnPhones {
  constructor(
    private readonly sql: Sql,
    private readonly keyring: Keyring,
    private readonly audit: AuditLog,
  ) {}

  async find(operatorId: string): Promise<PhoneNumber | undefined> {
    return openPhone(this.sql, this.keyring, operatorId);
  }

  /** A code was sent to a phone that he says is his. */
  async noteAsked(author: Author, owner: Owner, number: PhoneNumber): Promise<void> {
    const after = { phone: maskNumber(number) };
    const deed = { action: 'operator.phone_asked', target: targetOf(owner), after } as const;
    await this.sql.transaction((tx) => this.audit.append(tx, author, deed), FOR_A_CALLER);
  }

  /** In the place of one that he had; nothing happens to one that he has already. */
  async add(author: Author, owner: Owner, number: PhoneNumber): Promise<void> {
    await this.sql.transaction(async (tx) => {
      const before = await openPhone(tx, this.keyring, owner.id);
      if (before === number) return;
      await tx.count(SET, [owner.id, this.keyring.encrypt(number, contextOf(owner.id))]);
      await this.audit.append(tx, author, {
        action: 'operator.phone_added',
        target: targetOf(owner),
        ...(before !== undefined && { before: { phone: maskNumber(before) } }),
        after: { phone: maskNumber(number) },
      });
    }, FOR_A_CALLER);
  }

  /** Twice is what one does after a lost answer: the second time nothing happens. */
  async remove(author: Author, owner: Owner): Promise<void> {
    await this.sql.transaction(async (tx) => {
      const before = await openPhone(tx, this.keyring, owner.id);
      if (before === undefined || (await tx.count(CLEAR, [owner.id])) === 0) return;
      const phone = maskNumber(before);
      const target = targetOf(owner);
      await this.audit.append(tx, author, { action: 'operator.phone_removed', target, before: { phone } });
    }, FOR_A_CALLER);
  }
}

async function openPhone(sql: Queryable, keyring: Keyring, operatorId: string): Promise<PhoneNumber | undefined> {
  const [row] = await sql.rows<{ sealed: Buffer | null }>(FIND, [operatorId]);
  return row?.sealed ? (keyring.decrypt(row.sealed, contextOf(operatorId)) as PhoneNumber) : undefined;
}

const targetOf = ({ id, email }: Owner) => ({ kind: 'operator', id, name: email }) as const;

function contextOf(operatorId: string): string {
  return `operator.phone_sealed|${operatorId}`;
}
