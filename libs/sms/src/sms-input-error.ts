export type SmsInputFault = 'text.lone_surrogate' | 'text.too_long' | 'sender.invalid' | 'validity.invalid';

/** Thrown when the caller's input cannot be put on the wire. Names the rule that was broken, never the value. */
export class SmsInputError extends Error {
  constructor(readonly code: SmsInputFault) {
    super(code);
    this.name = 'SmsInputError';
  }
}
