import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CheckResponse, OwnPhoneCheck, OwnPhoneRequest, TryResponse } from '@codewire/contracts';
import { parsePhone, type PhoneNumber } from '@codewire/otp';
import type { OwnPhones } from '../operators/own-phones.js';
import type { OtpService } from '../otp/otp.service.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import type { Keyring } from '../platform/keyring.js';
import { numberRefusal } from '../platform/number-refusal.js';
import type { SignedIn } from '../platform/signed-in.js';
import type { Scope, TryIt } from './try-it.service.js';

export interface OwnNumberOptions {
  readonly otp: OtpService;
  readonly phones: OwnPhones;
  readonly keyring: Keyring;
  readonly tryIt: TryIt;
}

/** Who proves a number of his own. */
export interface Owner {
  readonly operator: SignedIn['operator'];
  readonly scope: Scope;
}

/** Under which label a verification says whose number it is to prove. */
const LABEL = 'own_number_of';

/**
 * How an operator proves that a phone is his: by a verification of one of his applications, as its users do. The
 * verification is bound to him and to the number, so that none which was begun for something else counts.
 */
export class OwnNumber {
  constructor(private readonly use: OwnNumberOptions) {}

  async begin(
    { operator, scope }: Owner,
    author: Author,
    input: OwnPhoneRequest,
    acceptedAt: number,
  ): Promise<TryResponse> {
    const { otp, phones, tryIt } = this.use;
    const application = await tryIt.application(scope, input.application_id);
    const phone = parsePhone(input.number, {});
    if (phone.kind === 'refused') throw numberRefusal(phone.reason);
    const isSimulated = tryIt.isSimulated(application, phone);
    // Whoever can look at a handset could prove any number there, and then have texts sent to that phone.
    if (isSimulated && !phone.isFictional) throw new AppError('number.simulated_only', { field: 'application_id' });
    const metadata = { [LABEL]: this.labelOf(operator.id, phone.number) };
    const request = { number: phone.number, metadata };
    const response = await otp.start({ application, request, mayReveal: false, acceptedAt });
    await phones.noteAsked(author, operator, phone.number);
    return { ...response, is_simulated: isSimulated };
  }

  async check({ operator, scope }: Owner, author: Author, input: OwnPhoneCheck): Promise<CheckResponse> {
    const { otp, phones, tryIt } = this.use;
    const { verification_id: verificationId, code } = input;
    const application = await tryIt.ownerOf(scope, verificationId);
    const { number, metadata } = await otp.read({ application, verificationId });
    const label = this.labelOf(operator.id, number as PhoneNumber);
    if (!isSame(label, metadata?.[LABEL] ?? '')) throw new AppError('verification.not_found');
    const outcome = await otp.check({ application, verificationId, code });
    // Approved before: the number was to be kept then, and may not have been.
    const isProven = outcome.status === 'approved' || outcome.status === 'already_approved';
    if (isProven) await phones.add(author, operator, number as PhoneNumber);
    return outcome;
  }

  async forget(operator: Owner['operator'], author: Author): Promise<void> {
    await this.use.phones.remove(author, operator);
  }

  /** Under a key, for labels are anybody's to give: a client app could name an operator. */
  private labelOf(operatorId: string, number: PhoneNumber): string {
    const key = this.use.keyring.lookupKey('own number');
    return createHmac('sha256', key).update(`${operatorId}|${number}`).digest('hex');
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
