export { callingCodeOf, judgePrefix, type PrefixJudgement } from './calling-codes.js';
export { parseCodeInput, type CodeInputOutcome } from './code-input.js';
export { deriveCode, matchesAny, type CodeInput } from './code.js';
export { COUNTRY_LOCALES } from './country-locales.js';
export { foldDigits } from './digits.js';
export { nextSend, nextWrongCheck, resendAt, type NextSend, type NextWrongCheck } from './limits.js';
export { ancestry, canonicalTag, directionOf } from './locale-tag.js';
export { LocaleBook, type LanguageReason, type LocaleChoice, type LocaleFacts, type LocaleQuestion } from './locale.js';
export { maskNumber, parsePhone, type NumberRefusal, type PhoneNumber, type PhoneOutcome } from './phone.js';
export { DEFAULT_POLICY, findIdleWindow, validatePolicy, type Policy, type Window } from './policy.js';
export { samplePrefixOf } from './sample-prefix.js';
export {
  canMove,
  presentStatus,
  VERIFICATION_TRANSITIONS,
  type CheckOutcome,
  type StoredLife,
  type VerificationStatus,
} from './verification-life.js';
