import { AuditEntry, AuditPage, AuditVerification } from '@codewire/contracts';
import { get, part, type ApiCall } from './call';

/** What was done, by whom. */
export const auditCalls = {
  entries: (query: URLSearchParams): ApiCall<AuditPage> => get(`audit?${query.toString()}`, AuditPage),
  entry: (seq: string): ApiCall<AuditEntry> => get(`audit/${part(seq)}`, AuditEntry),
  verification: (): ApiCall<AuditVerification> => get('audit/verification', AuditVerification),
};
