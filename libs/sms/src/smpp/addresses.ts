import { SmsInputError } from '../sms-input-error.js';

export interface Address {
  address: string;
  ton: number;
  npi: number;
}

const INTERNATIONAL = { ton: 1, npi: 1 };
const SHORT_CODE = { ton: 3, npi: 0 };
const ALPHANUMERIC = { ton: 5, npi: 0 };

/**
 * Source address of a sender as people write it (SMPP 3.4 5.2.5, 5.2.6): up to six digits are a short code, up to
 * fifteen an international number, one to eleven letters, digits and blanks a name. Throws SmsInputError for the rest.
 */
export function senderAddress(sender: string): Address {
  const [, plus = '', digits] = /^(\+?)(\d+)$/.exec(sender) ?? [];
  if (digits !== undefined) {
    if (digits.length > 15) throw new SmsInputError('sender.invalid');
    const isShortCode = plus === '' && digits.length <= 6;
    return { address: digits, ...(isShortCode ? SHORT_CODE : INTERNATIONAL) };
  }
  // Letters that ASCII and GSM 03.38 write alike: the field is a C string, where GSM's "@" would be its end.
  if (!/^[A-Za-z0-9 ]{1,11}$/.test(sender) || sender.trim() !== sender) throw new SmsInputError('sender.invalid');
  return { address: sender, ...ALPHANUMERIC };
}

/** Destination of an international number in digits; undefined when it does not fit the field (SMPP 3.4 5.2.9). */
export function destinationAddress(digits: string): Address | undefined {
  return /^\d{1,20}$/.test(digits) ? { address: digits, ...INTERNATIONAL } : undefined;
}
