import { currentRun } from '../../../../tools/testing/run-folder.js';
import { auditKey } from '../audit/audit-chain.js';
import { AuditLog, type Deed } from '../audit/audit-log.js';
import type { Sql } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { Keyring } from '../platform/keyring.js';

/** The key of this run's keyring, which its backends write entries under. */
export const testAuditKey = () => auditKey(Keyring.load(currentRun().keyringFile));

export const AUTHOR: Author = {
  kind: 'operator',
  id: 'opr_author',
  name: 'Ada <ada@example.com>',
  address: '192.0.2.7',
  requestId: 'req_1',
};

export const DEED: Deed = {
  action: 'application.changed',
  target: { kind: 'application', id: 'app_x', name: 'Shop' },
  applicationId: 'app_x',
  before: { sender: 'OLD', secret: 'changed' },
  after: { sender: 'NEW', secret: 'changed' },
};

/** Writes entries one after the other, each in a transaction of its own as a change would be. */
export async function writeEntries(
  sql: Pick<Sql, 'transaction'>,
  count: number,
  of: (index: number) => { deed?: Partial<Deed>; author?: Partial<Author> } = () => ({}),
): Promise<void> {
  const log = new AuditLog(testAuditKey());
  for (let index = 0; index < count; index += 1) {
    const { deed, author } = of(index);
    await sql.transaction((tx) => log.append(tx, { ...AUTHOR, ...author }, { ...DEED, ...deed }));
  }
}
