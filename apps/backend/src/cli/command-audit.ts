import { auditKey } from '../audit/audit-chain.js';
import { AuditLog } from '../audit/audit-log.js';
import { Keyring } from '../platform/keyring.js';
import type { CommandIo } from './command.js';

/** The audit that a command writes what it changes to, linked under the server's keyring. */
export function openAudit(io: CommandIo): AuditLog {
  return new AuditLog(auditKey(Keyring.load(io.config().keyringFile)));
}
