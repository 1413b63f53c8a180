import type {
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
import { numberRefusal } from '../otp/refusals.js';
import { AppError } from '../platform/app-error.js';
import type { BindStates } from '../platform/ports.js';
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

/**
 * What an operator tries in the console, done as the first application and by the same service that its own client
 * apps reach. A code is shown only where the message cannot reach a real phone.
 */
export class TryIt {
  constructor(private readonly use: TryItOptions) {}

  async context(): Promise<ConsoleContext> {
    const { id, name, isTest, policy } = await this.application();
    return {
      application: { id, name, is_test: isTest },
      api_url: this.use.apiUrl,
      code_length: policy.codeLength,
      locales: [...this.use.texts.locales()],
      carriers: this.use.binds.binds().map((bind) => ({
        id: bind.carrierId,
        name: bind.name,
        is_simulated: bind.isSimulated,
        bind: { state: bind.state, reason: bind.reason, since: bind.since.toISOString() },
      })),
    };
  }

  async start(request: TryRequest, acceptedAt: number): Promise<TryResponse> {
    const application = await this.application();
    const response = await this.use.otp.start({ application, request, mayReveal: true, acceptedAt });
    const isSimulated = this.isSimulated(application, parsePhone(response.number, {}));
    return { ...(isSimulated ? response : withoutCode(response)), is_simulated: isSimulated };
  }

  async check(verificationId: string, code: string): Promise<CheckResponse> {
    return this.use.otp.check({ application: await this.application(), verificationId, code });
  }

  async resend(verificationId: string, acceptedAt: number): Promise<TryResponse> {
    const { otp } = this.use;
    const application = await this.application();
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

  private isSimulated(application: Application, phone: PhoneOutcome): boolean {
    if (phone.kind === 'refused') return false;
    const isSimulatedOnly = application.isTest || phone.isFictional;
    return this.use.delivery.isSimulated({ applicationId: application.id, country: phone.country, isSimulatedOnly });
  }

  private async application(): Promise<Application> {
    const application = await this.use.applications.findApplication();
    if (application === undefined) throw new AppError('request.not_found');
    return application;
  }
}

function withoutCode({ passcode: _passcode, ...response }: StartResponse): StartResponse {
  return response;
}
