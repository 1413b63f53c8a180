import type { VerificationDetail } from '@codewire/contracts';

/** What of a verification its sentence is made of. */
export type ToldVerification = Pick<
  VerificationDetail,
  'status' | 'checks_used' | 'checks_left' | 'created_at' | 'ended_at' | 'messages'
>;

/** Which sentence explains a verification. The words are under `verification.sentence` in `messages/`. */
export type VerificationSentence =
  | { readonly key: 'pending'; readonly left: number }
  | { readonly key: 'approved'; readonly milliseconds: number; readonly count: number }
  | { readonly key: 'expiredWrong' | 'exhausted'; readonly count: number }
  | { readonly key: 'expiredUnchecked' | 'expiredUnknown' | 'expiredUnreached' }
  | { readonly key: 'cancelled' | 'superseded'; readonly milliseconds: number };

function sentenceOf(verification: ToldVerification): VerificationSentence {
  const { status, checks_used: count, checks_left: left } = verification;
  const milliseconds = millisecondsToEnd(verification);
  switch (status) {
    case 'pending':
      return { key: 'pending', left };
    case 'approved':
      return { key: 'approved', milliseconds, count };
    case 'exhausted':
      return { key: 'exhausted', count };
    case 'expired':
      return count > 0 ? { key: 'expiredWrong', count } : { key: uncheckedKey(verification) };
    case 'cancelled':
    case 'superseded':
      return { key: status, milliseconds };
  }
}

/** Nobody has entered a code: whether there was one on the phone is what matters. */
function uncheckedKey({ messages }: ToldVerification): 'expiredUnchecked' | 'expiredUnknown' | 'expiredUnreached' {
  if (messages.some(({ status }) => status === 'delivered')) return 'expiredUnchecked';
  return messages.some(({ status }) => status === 'submitted') ? 'expiredUnknown' : 'expiredUnreached';
}

function millisecondsToEnd({ created_at: begun, ended_at: ended }: ToldVerification): number {
  return ended === null ? 0 : Date.parse(ended) - Date.parse(begun);
}

/** The sentence's key, and every value that any of them asks for. */
export function toldSentence(verification: ToldVerification, duration: (milliseconds: number) => string) {
  const { key, ...values } = sentenceOf(verification);
  const took = 'milliseconds' in values ? duration(values.milliseconds) : '';
  return { key, values: { left: 0, count: 0, ...values, duration: took } };
}
