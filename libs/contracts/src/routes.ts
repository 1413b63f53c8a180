import { z } from 'zod';
import { CarrierAction, Prefix } from './carriers.js';
import { composed, Country } from './formats.js';
import { pageOf, PageQuery } from './paging.js';

const Time = z.iso.datetime();

/** `priority`: the first that can. `weighted`: by chance, in proportion. `least_cost`: the cheapest for the number that can. */
export const ROUTE_MODES = ['priority', 'weighted', 'least_cost'] as const;
export const RouteMode = z.enum(ROUTE_MODES);
export type RouteMode = z.infer<typeof RouteMode>;

const RouteCarrier = z.strictObject({ id: z.string().max(40), weight: z.int().min(0).max(1_000).default(1) });

const rule = {
  name: composed(60)
    .trim()
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u),
  application_id: z.string().max(40).nullable(),
  country: Country.nullable(),
  prefix: Prefix.nullable(),
  mode: RouteMode,
  carriers: z.array(RouteCarrier).min(1).max(20),
  is_enabled: z.boolean(),
};

/** A rule: the first, in order, whose conditions all hold and that has a usable carrier decides. A carrier stands in it once. */
export const RouteView = z.object({
  ...rule,
  name: z.string().describe('Empty where nobody has named it: earlier versions made rules without names'),
  id: z.string(),
  position: z.int(),
  version: z.int(),
  is_unreachable: z.boolean().describe('Earlier rules take all that this one would'),
});
export type RouteView = z.infer<typeof RouteView>;

/** `GET routes` */
export const RouteList = z.object({
  data: z.array(RouteView),
  has_default: z.boolean().describe('An enabled rule without conditions leads somewhere: every number has a way'),
});
export type RouteList = z.infer<typeof RouteList>;

/** `POST routes` answers a RouteView; it comes before the rule named, else last. */
export const RouteCreate = z.strictObject({
  ...rule,
  application_id: rule.application_id.default(null),
  country: rule.country.default(null),
  prefix: rule.prefix.default(null),
  mode: rule.mode.default('priority'),
  is_enabled: rule.is_enabled.default(true),
  before: z.string().max(40).optional(),
});
export type RouteCreate = z.infer<typeof RouteCreate>;

/** `PATCH routes/:id` */
export const RouteChange = z.strictObject({
  version: z.int(),
  name: rule.name.optional(),
  application_id: rule.application_id.optional(),
  country: rule.country.optional(),
  prefix: rule.prefix.optional(),
  mode: rule.mode.optional(),
  carriers: rule.carriers.optional(),
  is_enabled: rule.is_enabled.optional(),
});
export type RouteChange = z.infer<typeof RouteChange>;

/** `PUT routes/order` answers a RouteList; it names every rule once, or is refused. */
export const RouteOrder = z.strictObject({ ids: z.array(z.string().max(40)).max(1_000) });
export type RouteOrder = z.infer<typeof RouteOrder>;

/** `POST routes/explain`: who would carry this number? It travels in the body, never in a URL. */
export const RouteQuestion = z.strictObject({
  number: z.string(),
  country: Country.optional(),
  application_id: z.string().max(40),
});
export type RouteQuestion = z.infer<typeof RouteQuestion>;

export const RuleSkipped = z.enum([
  'disabled',
  'other_application',
  'other_country',
  'other_prefix',
  'no_usable_carrier',
  'not_reached',
]);
export type RuleSkipped = z.infer<typeof RuleSkipped>;

export const CarrierPassedOver = z.enum([
  'disabled',
  'paused',
  'not_simulated',
  'simulated',
  'not_bound',
  'no_room',
  'breaker_open',
  'no_price',
  'dearer',
  'later_in_order',
  'lighter',
]);
export type CarrierPassedOver = z.infer<typeof CarrierPassedOver>;

export const RouteExplanation = z.object({
  number: z.object({ masked: z.string(), country: z.string().nullable(), prefix: z.string() }),
  carrier: z.object({ id: z.string(), name: z.string() }).nullable().describe('null: nobody, and the start is refused'),
  rules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      decides: z.boolean(),
      skipped: RuleSkipped.nullable(),
      carriers: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          passed_over: z.array(CarrierPassedOver).describe('Empty for the one that would carry it'),
          price: z.string().nullable(),
          currency: z.string().nullable().describe('Of the price'),
          health: z.enum(['well', 'open', 'half_open']),
        }),
      ),
    }),
  ),
});
export type RouteExplanation = z.infer<typeof RouteExplanation>;

/** `GET command-statuses`: what carriers' answers mean, and what follows. */
export const CommandStatusList = z.object({
  data: z.array(
    z.object({
      status: z.string().describe('0x and eight hexadecimal digits'),
      name: z.string(),
      meaning: z.string(),
      likely_cause: z.string(),
      action: CarrierAction.describe('Where the carrier has no rule of its own'),
    }),
  ),
});
export type CommandStatusList = z.infer<typeof CommandStatusList>;

/** `GET receipts/unmatched`: receipts of the last 72 hours that belong to no message of ours. */
export const UnmatchedReceipt = z.object({
  id: z.string(),
  carrier_id: z.string(),
  smsc_message_id: z.string(),
  state: z.string(),
  error_code: z.string().nullable(),
  received_at: Time,
  likely_cause: z.enum(['not_ours', 'early', 'other_id_form']),
});
export type UnmatchedReceipt = z.infer<typeof UnmatchedReceipt>;
export const UnmatchedQuery = PageQuery.extend({ carrier: z.string().max(40).optional() });
export type UnmatchedQuery = z.infer<typeof UnmatchedQuery>;
export const UnmatchedPage = pageOf(UnmatchedReceipt, 'UnmatchedPage');
export type UnmatchedPage = z.infer<typeof UnmatchedPage>;

/** `GET inbound`: what phones sent. Sealed at rest; shown with digits as long as a code's blanked. */
export const InboundView = z.object({
  id: z.string(),
  carrier_id: z.string(),
  from: z.string().describe('Masked'),
  to: z.string(),
  text: z.string().nullable().describe('null where this server does not have the key'),
  received_at: Time,
});
export type InboundView = z.infer<typeof InboundView>;
export const InboundQuery = PageQuery.extend({ carrier: z.string().max(40).optional() });
export type InboundQuery = z.infer<typeof InboundQuery>;
export const InboundPage = pageOf(InboundView, 'InboundPage');
export type InboundPage = z.infer<typeof InboundPage>;
