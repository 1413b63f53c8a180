import type {
  ApplicationBrief,
  CheckResponse,
  ConsoleContext,
  HandsetInbox,
  StartResponse,
  TryRequest,
  TryResponse,
} from '@codewire/contracts';
import { parsePhone, type PhoneOutcome } from '@codewire/otp';
import type { Application, ApplicationStore } from '../applications/application.store.js';
import type { DeliveryService } from '../delivery/delivery.service.js';
import type { OtpService } from '../otp/otp.service.js';
import { AppError } from '../platform/app-error.js';
import { numberRefusal } from '../platform/number-refusal.js';
import type { BindStates } from '../platform/ports.js';
import { isInScope } from '../platform/signed-in.js';
import type { TextService } from '../templates/text.service.js';
import type { HandsetClient } from './handset.client.js';

export interface TryItOptions {
  readonly applications: ApplicationStore;
  readonly otp: OtpService;
  readonly delivery: DeliveryService;
  readonly texts: TextService;
  readonly binds: BindStates;
  readonly handsets: HandsetClient;
  readonly apiUrl: string;
}

/** The applications that an operator may see: those with these ids, or null for all. */
export type Scope = readonly string[] | null;

/**
 * What an operator tries in the console, done as one of the applications that he may see and by the same service that
 * its own client apps reach. A code is shown only where the message cannot reach a real phone.
 */
export class TryIt {
  constructor(private readonly use: TryItOptions) {}

  async context(scope: Scope): Promise<ConsoleContext> {
    const applications = await this.use.applications.listInFull(scope);
    const { policy, ...first } = firstOf(applications);
    return {
      application: toBrief(first),
      applications: applications.map(toBrief),
      api_url: this.use.apiUrl,
      code_length: policy.codeLength,
      locales: [...this.use.texts.locales()],
      carriers: (await this.use.binds.binds()).map((bind) => ({
        id: bind.carrierId,
        name: bind.name,
        is_simulated: bind.isSimulated,
        bind: { state: bind.state, reason: bind.reason, since: bind.since.toISOString() },
      })),
    };
  }

  async start(
    scope: Scope,
    { application_id: applicationId, ...request }: TryRequest,
    acceptedAt: number,
  ): Promise<TryResponse> {
    const application = await this.application(scope, applicationId);
    const response = await this.use.otp.start({ application, request, mayReveal: true, acceptedAt });
    const isSimulated = this.isSimulated(application, parsePhone(response.number, {}));
    return { ...(isSimulated ? response : withoutCode(response)), is_simulated: isSimulated };
  }

  async check(scope: Scope, verificationId: string, code: string): Promise<CheckResponse> {
    return this.use.otp.check({ application: await this.ownerOf(scope, verificationId), verificationId, code });
  }

  async resend(scope: Scope, verificationId: string, acceptedAt: number): Promise<TryResponse> {
    const { otp } = this.use;
    const application = await this.ownerOf(scope, verificationId);
    const { number } = await otp.read({ application, verificationId });
    const isSimulated = this.isSimulated(application, parsePhone(number, {}));
    const response = await otp.resend({ application, verificationId, mayReveal: isSimulated, acceptedAt });
    return { ...response, is_simulated: isSimulated };
  }

  async handset(number: string): Promise<HandsetInbox> {
    const phone = parsePhone(number, {});
    if (phone.kind === 'refused') throw numberRefusal(phone.reason);
    return this.use.handsets.messages(phone.number);
  }

  /** True when what the application sends to that phone reaches no real one. */
  isSimulated(application: Application, phone: PhoneOutcome): boolean {
    if (phone.kind === 'refused') return false;
    const isSimulatedOnly = application.isTest || phone.isFictional;
    const { country, prefix: numberPrefix } = phone;
    return this.use.delivery.isSimulated({ applicationId: application.id, country, numberPrefix, isSimulatedOnly });
  }

  /** The one that was named, else the first. */
  async application(scope: Scope, id: string | undefined): Promise<Application> {
    if (id !== undefined && !isInScope(scope, id)) throw new AppError('application.not_found');
    return firstOf(await this.use.applications.listInFull(id === undefined ? scope : [id]));
  }

  /** Another application's verification is as unknown as one that never was. */
  async ownerOf(scope: Scope, verificationId: string): Promise<Application> {
    const id = await this.use.otp.applicationOf(verificationId);
    if (id === undefined || !isInScope(scope, id)) throw new AppError('verification.not_found');
    return this.application(scope, id);
  }
}

function firstOf<Kind extends Application>([first]: readonly Kind[]): Kind {
  if (first === undefined) throw new AppError('application.not_found');
  return first;
}

function toBrief({ id, name, isTest }: Pick<Application, 'id' | 'name' | 'isTest'>): ApplicationBrief {
  return { id, name, is_test: isTest };
}

function withoutCode({ passcode: _passcode, ...response }: StartResponse): StartResponse {
  return response;
}
