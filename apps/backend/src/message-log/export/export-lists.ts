import {
  MessageSearchRow,
  VerificationRow,
  type AuditAction,
  type AuditTargetKind,
  type MessageExport,
  type VerificationExport,
} from '@codewire/contracts';
import type { Scope } from '../search/wanted.js';

/** A list that can be had as a file; its name is also the file's, and the audit's. */
interface ExportList {
  readonly action: AuditAction;
  readonly kind: AuditTargetKind;
  readonly columns: readonly string[];
}

export const EXPORT_LIST = {
  messages: { action: 'messages.exported', kind: 'message', columns: Object.keys(MessageSearchRow.shape) },
  verifications: {
    action: 'verifications.exported',
    kind: 'verification',
    columns: Object.keys(VerificationRow.shape),
  },
} as const satisfies Record<string, ExportList>;

/** What is wanted as a file. Plain data: it is sent to the thread that writes it. */
export type ExportOrder = {
  readonly format: MessageExport['format'];
  /** Applications whose rows may be seen; null: all. */
  readonly scope: Scope;
} & (
  | { readonly list: 'messages'; readonly filters: Omit<MessageExport, 'format'> }
  | { readonly list: 'verifications'; readonly filters: Omit<VerificationExport, 'format'> }
);
