import {
  LATEST_SECONDS,
  MOST_THROTTLED,
  SLOWEST_SECONDS,
  type CarrierScenario,
  type TryFault,
} from '@codewire/contracts';

/** What a scenario asks for besides being on: a number within bounds, or a status. */
export type FaultQuestion =
  { readonly kind: 'number'; readonly name: 'seconds' | 'times'; readonly most: number } | { readonly kind: 'status' };

const QUESTIONS: { readonly [Scenario in CarrierScenario]?: FaultQuestion } = {
  deliver_late: { kind: 'number', name: 'seconds', most: LATEST_SECONDS },
  slow_answer: { kind: 'number', name: 'seconds', most: SLOWEST_SECONDS },
  throttle: { kind: 'number', name: 'times', most: MOST_THROTTLED },
  refuse: { kind: 'status' },
};

export const questionOf = (scenario: CarrierScenario): FaultQuestion | undefined => QUESTIONS[scenario];

/** As each is when somebody turns it on who has chosen nothing. 0x0B: ESME_RINVDSTADR, which is final. */
const FIRST: { readonly [Scenario in CarrierScenario]: Extract<TryFault, { scenario: Scenario }> } = {
  deliver_late: { scenario: 'deliver_late', seconds: 5 },
  never_deliver: { scenario: 'never_deliver' },
  receipt_failed: { scenario: 'receipt_failed' },
  refuse: { scenario: 'refuse', command_status: '0x0000000B' },
  throttle: { scenario: 'throttle', times: 1 },
  slow_answer: { scenario: 'slow_answer', seconds: 2 },
  receipt_first: { scenario: 'receipt_first' },
  receipt_twice: { scenario: 'receipt_twice' },
  receipt_unknown_id: { scenario: 'receipt_unknown_id' },
  cut: { scenario: 'cut' },
  parts_reversed: { scenario: 'parts_reversed' },
};

export const firstFault = (scenario: CarrierScenario): TryFault => FIRST[scenario];

/** What its question was answered with, as a field shows it. */
export function answerOf(fault: TryFault): string {
  if ('seconds' in fault) return String(fault.seconds);
  if ('times' in fault) return String(fault.times);
  return 'command_status' in fault ? fault.command_status : '';
}

/** The same fault with another answer; undefined while what is typed is none. */
export function withAnswer(fault: TryFault, answer: string): TryFault | undefined {
  const question = questionOf(fault.scenario);
  if (question?.kind === 'status') return { scenario: 'refuse', command_status: answer };
  const value = Number(answer);
  if (question === undefined || !Number.isInteger(value) || value < 1 || value > question.most) return undefined;
  return { ...fault, [question.name]: value } as TryFault;
}
