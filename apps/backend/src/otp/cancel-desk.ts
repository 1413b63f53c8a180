import type { ApplicationStore } from '../applications/application.store.js';
import type { AuditLog } from '../audit/audit-log.js';
import { AppError } from '../platform/app-error.js';
import type { Cancellation, VerificationDesk } from '../platform/ports.js';
import { isInScope } from '../platform/signed-in.js';
import type { OtpService } from './otp.service.js';

export interface CancelDeskOptions {
  readonly otp: OtpService;
  readonly applications: Pick<ApplicationStore, 'listInFull'>;
  readonly audit: AuditLog;
}

/** Verifications that operators end, as their application would, and with who did it in the audit. */
export class CancelDesk implements VerificationDesk {
  constructor(private readonly use: CancelDeskOptions) {}

  async cancel({ author, scope, verificationId }: Cancellation): Promise<void> {
    const { otp, applications, audit } = this.use;
    const applicationId = await otp.applicationOf(verificationId);
    const isKnown = applicationId !== undefined && isInScope(scope, applicationId);
    const [application] = isKnown ? await applications.listInFull([applicationId]) : [];
    if (application === undefined) throw new AppError('verification.not_found');
    await otp.cancel({ application, verificationId }, (tx) =>
      audit.append(tx, author, {
        action: 'verification.cancelled',
        target: { kind: 'verification', id: verificationId, name: verificationId },
        applicationId: application.id,
      }),
    );
  }
}
