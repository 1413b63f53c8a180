import type { KeyScope, OverlapHours } from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { createApiKey } from './api-key.js';
import { ApiKeyStore, type KeyRow } from './api-key.store.js';

export interface KeySettings {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** As `canonicalRange` writes them. */
  readonly addresses: readonly string[];
  readonly expiresAt: Date | null;
}

/** A key that was made: the only time that it is told. */
interface Made {
  readonly kind: 'made';
  readonly key: string;
  readonly row: KeyRow;
}

export type CreateKeyOutcome = Made | { readonly kind: 'expiry_refused' };
export type RollKeyOutcome = Made | { readonly kind: 'ended' } | { readonly kind: 'unknown' };
export type RevokeKeyOutcome =
  { readonly kind: 'revoked' } | { readonly kind: 'already_revoked'; readonly at: Date } | { readonly kind: 'unknown' };

/** Makes, rolls and revokes keys. Each change is in the audit; a key itself is nowhere. */
export class Keys {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  create(
    author: Author,
    application: { readonly id: string; readonly isTest: boolean },
    settings: KeySettings,
  ): Promise<CreateKeyOutcome> {
    const { id, key, secretHash } = createApiKey(application.isTest ? 'test' : 'live');
    const row = { ...settings, id, secretHash, applicationId: application.id, isSeeded: false, createdBy: author.name };
    return this.sql.transaction(async (tx) => {
      const store = new ApiKeyStore(tx);
      if (!(await store.insertKey(row))) return { kind: 'expiry_refused' };
      const made = await readOwn(store, id);
      await this.noteCreated(tx, author, made);
      return { kind: 'made', key, row: made };
    });
  }

  /** A key like this one, which stays valid beside it for so many hours. */
  roll(author: Author, keyId: string, overlapHours: OverlapHours): Promise<RollKeyOutcome> {
    return this.sql.transaction(async (tx) => {
      const store = new ApiKeyStore(tx);
      const before = await store.readKey(keyId);
      if (before === undefined) return { kind: 'unknown' };
      const { id, key, secretHash } = createApiKey(before.isTest ? 'test' : 'live');
      const successor = { id, secretHash, createdBy: author.name };
      if (!(await store.rollKey(keyId, successor, overlapHours))) return { kind: 'ended' };
      const [after, made] = await Promise.all([readOwn(store, keyId), readOwn(store, id)]);
      await this.noteCreated(tx, author, made, { replaces: keyId });
      await this.audit.append(tx, author, {
        action: 'key.rolled',
        ...subjectOf(after),
        before: { state: before.state, expires_at: before.expiresAt },
        after: { state: after.state, expires_at: after.expiresAt, replaced_by: id, overlap_hours: overlapHours },
      });
      return { kind: 'made', key, row: made };
    });
  }

  /** Ends a key at once. A second time nothing happens, and nothing is written. */
  revoke(author: Author, keyId: string): Promise<RevokeKeyOutcome> {
    return this.sql.transaction(async (tx) => {
      const store = new ApiKeyStore(tx);
      const before = await store.readKey(keyId);
      if (before === undefined) return { kind: 'unknown' };
      const isRevoked = await store.revokeKey(keyId);
      const { revokedAt } = await readOwn(store, keyId);
      if (!isRevoked) return { kind: 'already_revoked', at: revokedAt as Date };
      await this.audit.append(tx, author, {
        action: 'key.revoked',
        ...subjectOf(before),
        before: { state: before.state },
        after: { state: 'revoked' },
      });
      return { kind: 'revoked' };
    });
  }

  private async noteCreated(tx: Tx, author: Author, row: KeyRow, more: { replaces?: string } = {}): Promise<void> {
    const { name, scopes, addresses, expiresAt } = row;
    const after = { name, scopes, addresses, expires_at: expiresAt, ...more };
    await this.audit.append(tx, author, { action: 'key.created', ...subjectOf(row), after });
  }
}

function subjectOf({ id, name, applicationId }: KeyRow) {
  return { target: { kind: 'key', id, name }, applicationId } as const;
}

/** What this transaction has written is there to read. */
async function readOwn(store: ApiKeyStore, keyId: string): Promise<KeyRow> {
  const row = await store.readKey(keyId);
  if (row === undefined) throw new Error('a key is not there after its insert');
  return row;
}
