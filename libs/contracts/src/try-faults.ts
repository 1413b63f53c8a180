import { z } from 'zod';

/** What a simulated carrier can be told to do wrong, for one fictional number. */
export const CARRIER_SCENARIOS = [
  'deliver_late',
  'never_deliver',
  'receipt_failed',
  'refuse',
  'throttle',
  'slow_answer',
  'receipt_first',
  'receipt_twice',
  'receipt_unknown_id',
  'cut',
  'parts_reversed',
] as const;
export const CarrierScenario = z.enum(CARRIER_SCENARIOS);
export type CarrierScenario = z.infer<typeof CarrierScenario>;

/** What goes wrong on the side of whoever asks for codes: the console does it, as an app's user would. */
export const APP_SCENARIOS = ['wrong_codes', 'resend_at_once'] as const;
export type AppScenario = (typeof APP_SCENARIOS)[number];

/** A command_status that a submit is refused with, as `GET command-statuses` names it. */
const Refusal = z.string().regex(/^0x(?!0{8})[0-9A-F]{8}$/);

export const LATEST_SECONDS = 60;
/** Beyond ten seconds Codewire no longer waits for an answer. */
export const SLOWEST_SECONDS = 15;
export const MOST_THROTTLED = 3;

/** One of them as it is set. */
export const TryFault = z.discriminatedUnion('scenario', [
  z.strictObject({ scenario: z.literal('deliver_late'), seconds: z.int().min(1).max(LATEST_SECONDS) }),
  z.strictObject({ scenario: z.literal('never_deliver') }),
  z.strictObject({ scenario: z.literal('receipt_failed') }),
  z.strictObject({ scenario: z.literal('refuse'), command_status: Refusal }),
  z.strictObject({
    scenario: z.literal('throttle'),
    times: z.int().min(1).max(MOST_THROTTLED).describe('So many submits in a row, then one is taken'),
  }),
  z.strictObject({ scenario: z.literal('slow_answer'), seconds: z.int().min(1).max(SLOWEST_SECONDS) }),
  z.strictObject({ scenario: z.literal('receipt_first') }),
  z.strictObject({ scenario: z.literal('receipt_twice') }),
  z.strictObject({ scenario: z.literal('receipt_unknown_id') }),
  z.strictObject({ scenario: z.literal('cut') }),
  z.strictObject({ scenario: z.literal('parts_reversed') }),
]);
export type TryFault = z.infer<typeof TryFault>;

const number = z.string().max(32).describe('A fictional one: nobody else is to be disturbed');

/** `PUT try/faults` answers TryFaults. What cannot hold beside it is put back. */
export const TryFaultChange = z.strictObject({ number, fault: TryFault });
export type TryFaultChange = z.infer<typeof TryFaultChange>;

/** `POST try/faults/read` */
export const TryFaultsRequest = z.strictObject({ number });
export type TryFaultsRequest = z.infer<typeof TryFaultsRequest>;

/** `POST try/faults/reset` answers TryFaults. Without a scenario all is as it was. */
export const TryFaultsReset = z.strictObject({ number, scenario: CarrierScenario.optional() });
export type TryFaultsReset = z.infer<typeof TryFaultsReset>;

/** What is set for the number now, as the simulated carrier tells it, beside what may be set for all numbers. */
export const TryFaults = z.object({
  faults: z.array(TryFault),
  others: z.array(z.string()).describe('Its switches that are set and belong to none of these scenarios, by name'),
});
export type TryFaults = z.infer<typeof TryFaults>;
