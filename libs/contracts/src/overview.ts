import { z } from 'zod';
import { ViewRoom } from './saved-views.js';

const Time = z.iso.datetime();
const GivenTime = z.iso.datetime({ offset: true });

/** Longest range of an overview, in days. */
export const MOST_OVERVIEW_DAYS = 400;

/** Below so many cases a share says nothing: "too few". */
export const FEW_SAMPLES = 30;

/** Rows of each list of an overview. */
export const OVERVIEW_ROWS = 5;

/** `GET /api/admin/overview` */
export const OverviewQuery = z.strictObject({
  from: GivenTime.describe('Accepted at this time or later, ISO 8601 with zone'),
  to: GivenTime.optional().describe('Accepted before this time; without it up to now'),
  application: z.string().max(64).optional(),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;

/** The list that shows what a number counts: a room and its filters, with absolute times. */
export const RowsBehind = z.object({ room: ViewRoom, query: z.record(z.string(), z.string()) });
export type RowsBehind = z.infer<typeof RowsBehind>;

/** How many of how many. */
const Share = z.object({ part: z.int(), of: z.int() });
export type Share = z.infer<typeof Share>;

const ComparedShare = Share.extend({ before: Share });
export type ComparedShare = z.infer<typeof ComparedShare>;

/** null: nothing was measured. True to within 19 %, as the roll-ups keep times in steps. */
const Times = z.object({ p50_ms: z.int().nullable(), p95_ms: z.int().nullable(), samples: z.int() });
export type Times = z.infer<typeof Times>;

const ComparedTimes = Times.extend({ before: Times });
export type ComparedTimes = z.infer<typeof ComparedTimes>;

/** A decimal number, exact. */
const Amount = z.string().regex(/^\d+(\.\d+)?$/);

export const OverviewPoint = z.object({
  at: Time,
  sent: z.int(),
  delivered: z.int(),
  started: z.int(),
  approved: z.int(),
  p95_ms: z.int().nullable(),
  cost: z.record(z.string(), Amount).describe('By currency'),
});
export type OverviewPoint = z.infer<typeof OverviewPoint>;

/** What is done before a system is in use, in the order in which it is best done. */
export const FIRST_STEPS = ['first_code', 'key', 'carrier', 'languages', 'invitation'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export const Overview = z.object({
  from: Time.describe('Rounded down to what is counted apart: a minute, or an hour of long ranges'),
  to: Time,
  before: z.object({ from: Time, to: Time }).describe('The range of the same length that came before'),
  counted_to: Time.describe('What was accepted later is not in the numbers yet'),
  is_filling: z.boolean().describe('The past is still being counted: its numbers are too small'),
  bar_seconds: z.int(),
  sent: z.object({ count: z.int(), before: z.int(), rows: RowsBehind }).describe('Messages that a carrier took'),
  delivered: ComparedShare.extend({ rows: RowsBehind }).describe('Of those that a carrier took'),
  verified: ComparedShare.extend({ rows: RowsBehind }).describe('Conversion: approved verifications of those begun'),
  time_to_deliver: ComparedTimes.extend({
    rows: RowsBehind,
    slow_rows: RowsBehind.describe('Those that took longer than p95'),
  }).describe('From accepted to delivered'),
  time_to_approve: ComparedTimes.extend({ rows: RowsBehind }).describe('From begun to approved'),
  cost: z
    .array(z.object({ currency: z.string(), amount: Amount, before: Amount }))
    .describe('By the price lists of when it was counted; without a list nothing is said'),
  series: z.array(OverviewPoint).describe('Oldest first, without gaps'),
  carriers: z
    .array(ComparedShare.extend({ id: z.string(), name: z.string(), rows: RowsBehind }))
    .describe('Delivered of what went to each last, worst first; those with too few come last'),
  errors: z.array(z.object({ error: z.string(), count: z.int(), before: z.int(), rows: RowsBehind })),
  countries: z
    .array(ComparedShare.extend({ country: z.string(), rows: RowsBehind }))
    .describe('Conversion where it fell, the greatest fall first; enough samples in both ranges'),
  first_steps: z.array(z.object({ step: z.enum(FIRST_STEPS), is_done: z.boolean() })),
});
export type Overview = z.infer<typeof Overview>;

/** `GET /api/admin/overview/carriers` */
export const CarrierDeliveries = z
  .object({
    from: Time.describe('An hour ago, rounded down to the minute'),
    data: z.array(z.object({ id: z.string(), ...Share.shape })).describe('Carriers that were given messages since'),
  })
  .describe('How many of what each carrier decided on it delivered');
export type CarrierDeliveries = z.infer<typeof CarrierDeliveries>;
