import type { StartRequest, TestSend, TryResponse } from '@codewire/contracts';
import { canonicalTag, parsePhone, type PhoneNumber } from '@codewire/otp';
import { typicalValues, UnusableTextError } from '@codewire/texts';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../database/sql.js';
import type { OwnPhones } from '../operators/own-phones.js';
import type { OtpService, StartCall } from '../otp/otp.service.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { numberRefusal } from '../platform/number-refusal.js';
import { TemplateStore, type Template } from '../templates/desk/template.store.js';
import { aboutText } from '../templates/desk/template.views.js';
import { TextStore, type TextVersion } from '../templates/desk/text.store.js';
import type { Owner } from './own-number.js';
import type { TryIt } from './try-it.service.js';

export interface TestSendOptions {
  readonly sql: Sql;
  readonly otp: OtpService;
  readonly phones: OwnPhones;
  readonly audit: AuditLog;
  readonly tryIt: TryIt;
}

export interface NamedText {
  readonly templateId: string;
  readonly locale: string;
}

/**
 * Sends a version of a text, published or not, as a start of an application does: by its route, under its limits, with a
 * code that can be checked. It goes to a handset, or to the number that the operator has proven to be his.
 */
export class TestSends {
  constructor(private readonly use: TestSendOptions) {}

  async send(
    owner: Owner & { readonly author: Author },
    named: NamedText,
    input: TestSend,
    acceptedAt: number,
  ): Promise<TryResponse> {
    const { otp, tryIt } = this.use;
    const { template, version, locale } = await this.find(owner, named, input.version);
    if ((template.application?.id ?? input.application_id) !== input.application_id) {
      throw new AppError('application.not_found', { field: 'application_id' });
    }
    const application = await tryIt.application(owner.scope, input.application_id);
    const number = await this.numberOf(owner, input.to);
    const isSimulated = tryIt.isSimulated(application, parsePhone(number, {}));
    if (input.to.kind === 'handset' && !isSimulated) throw noHandset();
    const wording = { source: { ...toSource(template, version), locale }, minutes: input.values.minutes };
    const request = toRequest(number, locale, template, input);
    const response = await start(otp, { application, request, wording, mayReveal: isSimulated, acceptedAt });
    await this.note(owner.author, template, locale, input, response.message.id);
    return { ...response, is_simulated: isSimulated };
  }

  private async find({ scope }: Owner, named: NamedText, wanted: number) {
    const template = await new TemplateStore(this.use.sql).find(scope, named.templateId);
    if (template === undefined) throw new AppError('template.not_found');
    const locale = canonicalTag(named.locale) ?? named.locale;
    const [store, text] = [new TextStore(this.use.sql), { templateId: template.id, locale }];
    const versions = await store.listVersions(text);
    const chosen = versions.find((one) => one.version === wanted);
    if (chosen === undefined) throw new AppError('text.version_not_found');
    // The message will name it, so its words may not become others: not even between this and its start.
    await store.freeze(chosen.id);
    const version = (await store.listVersions(text)).find(({ id }) => id === chosen.id) ?? chosen;
    return { template, version, locale };
  }

  private async numberOf({ operator }: Owner, to: TestSend['to']): Promise<PhoneNumber> {
    if (to.kind === 'own') {
      const own = await this.use.phones.find(operator.id);
      if (own === undefined) throw new AppError('phone.none');
      return own;
    }
    const phone = parsePhone(to.number, {});
    if (phone.kind === 'refused') throw numberRefusal(phone.reason);
    if (!phone.isFictional) throw noHandset();
    return phone.number;
  }

  /** The start is a transaction of many, and cannot wait for the audit's turn: the entry follows it. */
  private async note(
    author: Author,
    template: Template,
    locale: string,
    { version, to }: TestSend,
    messageId: string,
  ): Promise<void> {
    const after = { version, to: to.kind, message: messageId };
    const deed = { action: 'text.tested', ...aboutText(template, locale), after } as const;
    await this.use.sql.transaction((tx) => this.use.audit.append(tx, author, deed), FOR_A_CALLER);
  }
}

async function start(otp: OtpService, call: StartCall): Promise<Awaited<ReturnType<OtpService['start']>>> {
  try {
    return await otp.start(call);
  } catch (error) {
    // One that an older build has published: what is saved today has passed the checks.
    throw error instanceof UnusableTextError ? new AppError('text.checks_failed') : error;
  }
}

function toSource({ purpose, maxSegments, variables }: Template, version: TextVersion) {
  const { id: versionId, body, shortBody, transliterates } = version;
  return { versionId, purpose, body, shortBody, transliterates, maxSegments, variables };
}

/** What a client app would send; what the operator leaves out is typical. */
function toRequest(number: PhoneNumber, language: string, template: Template, input: TestSend): StartRequest {
  const { purpose, variables } = template;
  const { amount, payee, variables: samples } = typicalValues(purpose, variables);
  const { values, trailer } = input;
  const given = {
    brand: values.brand,
    amount: values.amount ?? amount,
    payee: values.payee ?? payee,
    variables: samples && { ...samples, ...values.variables },
    ...(trailer?.kind === 'app_hash' && { app_hash: trailer.app_hash }),
    ...(trailer?.kind === 'host' && { host: trailer.host, embedded_host: trailer.embedded_host }),
  };
  return { number, language, purpose, ...given };
}

/** A number that may ring somewhere is no handset. */
function noHandset(): AppError {
  return new AppError('request.invalid', {
    field: 'to.number',
    errors: [{ field: 'to.number', reason: 'malformed' }],
  });
}
