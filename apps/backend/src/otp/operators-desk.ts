import type { Application, ApplicationStore } from '../applications/application.store.js';
import type { AuditLog, Deed } from '../audit/audit-log.js';
import { AppError } from '../platform/app-error.js';
import { maskedReason } from '../platform/masked-reason.js';
import type { DeskRequest, ResendRequest, VerificationDesk } from '../platform/ports.js';
import { isInScope } from '../platform/signed-in.js';
import type { OtpService } from './otp.service.js';

export interface OperatorsDeskOptions {
  readonly otp: OtpService;
  readonly applications: Pick<ApplicationStore, 'listInFull'>;
  readonly audit: AuditLog;
}

/** What operators do to verifications, as their application would, and with who did it in the audit. */
export class OperatorsDesk implements VerificationDesk {
  constructor(private readonly use: OperatorsDeskOptions) {}

  async cancel(request: DeskRequest): Promise<void> {
    const { otp, audit } = this.use;
    const application = await this.applicationOf(request);
    await otp.cancel({ application, verificationId: request.verificationId }, (tx) =>
      audit.append(tx, request.author, deed('verification.cancelled', request, application)),
    );
  }

  async resend(request: ResendRequest): Promise<void> {
    const { otp, audit } = this.use;
    const { author, verificationId, reason } = request;
    const application = await this.applicationOf(request);
    await otp.resend({
      application,
      verificationId,
      // Nobody but the phone is told it.
      mayReveal: false,
      record: (tx, { messageId, number }) =>
        audit.append(tx, author, {
          ...deed('verification.resent', request, application),
          after: { message_id: messageId, reason: maskedReason(reason, number) },
        }),
    });
  }

  /** Of one that the operator may see. */
  private async applicationOf({ verificationId, scope }: DeskRequest): Promise<Application> {
    const { otp, applications } = this.use;
    const applicationId = await otp.applicationOf(verificationId);
    const isKnown = applicationId !== undefined && isInScope(scope, applicationId);
    const [application] = isKnown ? await applications.listInFull([applicationId]) : [];
    if (application === undefined) throw new AppError('verification.not_found');
    return application;
  }
}

const deed = (action: Deed['action'], { verificationId: id }: DeskRequest, application: Application): Deed => ({
  action,
  target: { kind: 'verification', id, name: id },
  applicationId: application.id,
});
