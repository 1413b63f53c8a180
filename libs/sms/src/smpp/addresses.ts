import { SmsInputError } from '../sms-input-error.js';
import { DEFAULT_STYLE, type NumberingPlan, type SenderKind } from './submit-style.js';

export interface Address extends NumberingPlan {
  address: string;
}

/**
 * Source address of a sender as people write it (SMPP 3.4 5.2.5, 5.2.6): up to six digits are a short code, up to
 * fifteen an international number, one to eleven letters, digits and blanks a name. Throws SmsInputError for the rest.
 */
export function senderAddress(
  sender: string,
  addressing: Readonly<Record<SenderKind, NumberingPlan>> = DEFAULT_STYLE.senderAddressing,
): Address {
  const [, plus = '', digits] = /^(\+?)(\d+)$/.exec(sender) ?? [];
  if (digits !== undefined) {
    if (digits.length > 15) throw new SmsInputError('sender.invalid');
    const isShortCode = plus === '' && digits.length <= 6;
    const { ton, npi } = isShortCode ? addressing.short : addressing.long;
    return { address: digits, ton, npi };
  }
  // Letters that ASCII and GSM 03.38 write alike: the field is a C string, where GSM's "@" would be its end.
  if (!/^[A-Za-z0-9 ]{1,11}$/.test(sender) || sender.trim() !== sender) throw new SmsInputError('sender.invalid');
  const { ton, npi } = addressing.alphanumeric;
  return { address: sender, ton, npi };
}

/** Destination of an international number in digits; undefined when it does not fit the field (SMPP 3.4 5.2.9). */
export function destinationAddress(
  digits: string,
  { ton, npi }: NumberingPlan = DEFAULT_STYLE.destinationAddressing,
): Address | undefined {
  return /^\d{1,20}$/.test(digits) ? { address: digits, ton, npi } : undefined;
}
