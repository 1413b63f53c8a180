import { z } from 'zod';
import { Sender } from './applications.js';
import { composed, Country } from './formats.js';
import { pageOf, PageQuery } from './paging.js';
import { BindState } from './states.js';

const Time = z.iso.datetime();
const Hex = (least: number, most: number) => z.string().regex(new RegExp(`^(?:[0-9a-f]{2}){${least},${most}}$`));

/** `enabled`: takes messages. `paused`: its binds stay for receipts, and nothing new is submitted. `disabled`: no binds. */
export const CARRIER_STATUSES = ['enabled', 'paused', 'disabled'] as const;
export const CarrierStatus = z.enum(CARRIER_STATUSES);
export type CarrierStatus = z.infer<typeof CarrierStatus>;

/** Type of number and numbering plan indicator (SMPP 3.4 5.2.5, 5.2.6). */
const TonNpi = z.strictObject({ ton: z.int().min(0).max(6), npi: z.int().min(0).max(18) });
export type TonNpi = z.infer<typeof TonNpi>;

/** What the link does after a refusal: once more soon; the next carrier; no carrier would take it. */
export const CarrierAction = z.enum(['retry', 'fail_over', 'permanent']);
export type CarrierAction = z.infer<typeof CarrierAction>;

/** TLS to the carrier; never a silent fall-back to plain. The client's key is written, never read. */
export const CarrierTls = z.strictObject({
  server_name: z
    .string()
    .max(253)
    .nullable()
    .default(null)
    .describe('For SNI and the check of the name; null: the host'),
  ca: z.string().max(20_000).nullable().default(null).describe('PEM; null: the usual authorities'),
  pin: Hex(32, 32).nullable().default(null).describe('SHA-256 of the public key (SPKI), hexadecimal'),
  certificate: z.string().max(20_000).nullable().default(null).describe("The client's, PEM"),
});
export type CarrierTls = z.infer<typeof CarrierTls>;

/** One facet of an account that carriers differ in. Each has a default that most of them take. */
export const CarrierSettings = z.strictObject({
  bind_mode: z
    .enum(['transceiver', 'transmitter_receiver'])
    .default('transceiver')
    .describe('One bind for both directions, or a pair'),
  tls: CarrierTls.nullable().default(null),
  connect_timeout_ms: z.int().min(1_000).max(60_000).default(10_000),
  response_timeout_ms: z.int().min(1_000).max(60_000).default(10_000),
  enquire_link_ms: z.int().min(5_000).max(300_000).default(15_000),
  unknown_outcome: z
    .enum(['resend', 'wait'])
    .default('resend')
    .describe('After no answer: the same code once more, or only when no receipt comes in time'),
  receipt_within_seconds: z
    .int()
    .min(5)
    .max(300)
    .nullable()
    .default(null)
    .describe('Without a receipt after that: the same code through the next carrier; null: wait'),
  long_texts: z.enum(['udh_8', 'udh_16', 'sar', 'message_payload']).default('udh_8'),
  validity: z.enum(['relative', 'absolute', 'none']).default('relative'),
  validity_at_least_seconds: z
    .int()
    .min(1)
    .max(3_600)
    .default(1)
    .describe('The shortest validity that it takes; a code with less life left is given that'),
  sender_addressing: z
    .strictObject({ alphanumeric: TonNpi.optional(), short: TonNpi.optional(), long: TonNpi.optional() })
    .default({})
    .describe('Where it differs from 5/0, 3/0 and 1/1'),
  destination_addressing: TonNpi.default({ ton: 1, npi: 1 }),
  tlvs: z
    .array(z.strictObject({ tag: Hex(2, 2), value: Hex(1, 254) }))
    .max(20)
    .default([])
    .describe('Added to every submit_sm, such as 1400 and 1401 for India; hexadecimal'),
  status_actions: z
    .record(z.string().regex(/^0x[0-9A-F]{8}$/), CarrierAction)
    .default({})
    .describe('By command_status, such as 0x00000045, over the table for all carriers'),
  receipt_ids: z
    .enum(['learn', 'same', 'decimal_to_hex', 'hex_to_decimal'])
    .default('learn')
    .describe('How ids of receipts follow from those of answers'),
});
export type CarrierSettings = z.infer<typeof CarrierSettings>;

const Name = composed(60)
  .trim()
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u);
/** A name or an address, without scheme and port. */
const Host = z
  .string()
  .max(253)
  .regex(/^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/);
const COctets = (least: number, most: number) => z.string().regex(new RegExp(`^[\\x21-\\x7e]{${least},${most}}$`));

const account = {
  name: Name,
  host: Host,
  port: z.int().min(1).max(65_535),
  /** SMPP 3.4 4.1.1: 16 octets with the NUL. */
  system_id: COctets(1, 15),
  system_type: COctets(0, 12),
  binds: z.int().min(1).max(16).describe('How many the carrier permits, over all nodes'),
  window_size: z.int().min(1).max(255).describe('Submits without an answer, per bind'),
  tps: z.number().min(0.1).max(10_000).nullable().describe('Segments a second, over all binds; null: no limit of ours'),
};

/** SMPP 3.4 4.1.1: 9 octets with the NUL. Some carriers take more, so we do. */
export const CarrierPassword = COctets(0, 64);

/** `POST carriers` answers a CarrierView. It begins disabled: a test and a route come first. */
export const CarrierCreate = z.strictObject({
  ...account,
  system_type: account.system_type.default(''),
  binds: account.binds.default(1),
  window_size: account.window_size.default(10),
  tps: account.tps.default(null),
  password: CarrierPassword,
  tls_key: z.string().max(20_000).nullable().default(null).describe("The client's private key, PEM"),
  settings: CarrierSettings.prefault({}),
});
export type CarrierCreate = z.infer<typeof CarrierCreate>;

/** `PATCH carriers/:id`: what is named is changed, `settings` as a whole. With `dry_run` nothing is. */
export const CarrierChange = z.strictObject({
  version: z.int().describe('The one that the change was made from'),
  dry_run: z.boolean().default(false),
  name: account.name.optional(),
  host: account.host.optional(),
  port: account.port.optional(),
  system_id: account.system_id.optional(),
  system_type: account.system_type.optional(),
  binds: account.binds.optional(),
  window_size: account.window_size.optional(),
  tps: account.tps.optional(),
  tls_key: z.string().max(20_000).nullable().optional(),
  settings: CarrierSettings.optional(),
});
export type CarrierChange = z.infer<typeof CarrierChange>;

export const BindDirection = z.enum(['transceiver', 'transmitter', 'receiver']);
export type BindDirection = z.infer<typeof BindDirection>;

/** One bind as the node that holds it last told, at most two seconds ago. */
export const BindView = z.object({
  slot: z.int().describe('From 1 to `binds`'),
  direction: BindDirection,
  node: z.string(),
  state: BindState,
  reason: z.string(),
  command_status: z.string().nullable().describe('Of a refused bind, by name'),
  since: Time,
  window_used: z.int(),
  waiting: z.int().describe('Submits that wait for the window'),
  tps: z.number().describe('Segments submitted in the last second'),
  tps_limit: z
    .number()
    .nullable()
    .describe('What is allowed just now; lower than asked for while the carrier throttles'),
  rtt_ms: z.number().nullable().describe('Of the last enquire_link'),
});
export type BindView = z.infer<typeof BindView>;

export const CarrierView = z.object({
  ...account,
  id: z.string(),
  is_simulated: z.boolean(),
  status: CarrierStatus,
  version: z.int(),
  settings: CarrierSettings,
  has_tls_key: z.boolean(),
  password_changed_at: Time,
  can_restore_password_until: Time.nullable().describe('While the one before is kept'),
  receipt_ids_learnt: z
    .enum(['same', 'decimal_to_hex', 'hex_to_decimal'])
    .nullable()
    .describe('What its receipts have shown; null: nothing yet'),
  routes: z.array(z.string()).describe('Ids of those that name it'),
  bind_states: z.array(BindView),
  queue: z.object({ waiting: z.int(), oldest_seconds: z.number().nullable() }),
  created_at: Time,
});
export type CarrierView = z.infer<typeof CarrierView>;

/** `GET carriers` */
export const CarrierList = z.object({ data: z.array(CarrierView) });
export type CarrierList = z.infer<typeof CarrierList>;

/** What a change does to those who are bound; answered by a change and by its dry run. */
export const CarrierChanged = z.object({
  carrier: CarrierView,
  rebinds: z.array(z.int()).describe('Slots whose binds end; those that stay permitted come back'),
});
export type CarrierChanged = z.infer<typeof CarrierChanged>;

/** `PUT carriers/:id/status` answers a CarrierView. */
export const CarrierStatusChange = z.strictObject({ status: CarrierStatus });
export type CarrierStatusChange = z.infer<typeof CarrierStatusChange>;

/** `POST carriers/:id/password`: tried by a bind before it is taken; the one before is kept for 24 hours. */
export const PasswordRotation = z.strictObject({
  password: CarrierPassword,
  without_test: z.boolean().default(false).describe('For an account that takes the new one only later'),
});
export type PasswordRotation = z.infer<typeof PasswordRotation>;

export const CARRIER_STEPS = ['dns', 'tcp', 'tls', 'bind', 'enquire_link', 'unbind'] as const;
export const CarrierStep = z.enum(CARRIER_STEPS);
export type CarrierStep = z.infer<typeof CarrierStep>;

/** `POST carriers/:id/test`: one connection of its own, step by step, up to the first that fails. */
export const CarrierTest = z.object({
  is_well: z.boolean(),
  steps: z.array(
    z.object({
      step: CarrierStep,
      outcome: z.enum(['done', 'failed', 'skipped']),
      ms: z.number(),
      detail: z.string().nullable().describe('An address, a TLS version, or the likely cause of a failure'),
    }),
  ),
});
export type CarrierTest = z.infer<typeof CarrierTest>;

/** A PDU field by field; passwords and what stands in texts as `redacted`. */
export const TracedPdu = z.object({
  at: Time,
  slot: z.int(),
  node: z.string(),
  direction: z.enum(['in', 'out']),
  command: z.string(),
  command_status: z.string(),
  sequence: z.int(),
  octets: z.int(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  message_id: z
    .string()
    .optional()
    .describe('The message that it is of, where the link knows: a submit_sm, its answer'),
  attempt: z.int().optional(),
});
export type TracedPdu = z.infer<typeof TracedPdu>;

/** `GET carriers/:id/trace`: the last 500, newest first. */
export const CarrierTrace = z.object({
  data: z.array(TracedPdu),
  missing_nodes: z.array(z.string()).describe('Nodes that hold a bind and did not answer in time'),
});
export type CarrierTrace = z.infer<typeof CarrierTrace>;

/** Events `binds` of `GET carriers/live`: every carrier's, once at the beginning and then whenever something changed. */
export const LiveBinds = z.object({
  at: Time,
  carriers: z.array(
    z.object({
      id: z.string(),
      status: CarrierStatus,
      bind_states: z.array(BindView),
      queue: CarrierView.shape.queue,
    }),
  ),
});
export type LiveBinds = z.infer<typeof LiveBinds>;

/** Digits of the international number that a rule or a price begins with: at most four of the national number's. */
export const Prefix = z.string().regex(/^[1-9][0-9]{0,6}$/);

/** `GET carriers/:id/prices` */
export const PriceView = z.object({
  prefix: Prefix,
  price: z.string().describe('Decimal, per segment, with at most six places'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  changed_at: Time,
});
export type PriceView = z.infer<typeof PriceView>;
export const PricePage = pageOf(PriceView, 'PricePage');
export type PricePage = z.infer<typeof PricePage>;
export const PriceQuery = PageQuery;

/** Lines that one list may have. */
export const MOST_PRICES = 100_000;
const LONGEST_LIST = 3_000_000;

/** `POST carriers/:id/prices/import`: lines of `prefix,price,currency`; all or none. */
export const PriceImport = z.strictObject({
  csv: z.string().max(LONGEST_LIST).describe('With a comma or a semicolon; a first line of the three names may stand'),
  dry_run: z.boolean().default(true),
});
export type PriceImport = z.infer<typeof PriceImport>;

/** Why a line is not taken. Prices are compared between carriers, so all lists are in one currency. */
export const PRICE_FAULTS = [
  'columns',
  'quotes',
  'blank',
  'formula',
  'prefix_form',
  'prefix_unknown',
  'prefix_too_long',
  'duplicate',
  'price_form',
  'too_many_decimals',
  'currency_form',
  'mixed_currencies',
  'other_currency',
  'too_many_lines',
] as const;
export const PriceFault = z.enum(PRICE_FAULTS);
export type PriceFault = z.infer<typeof PriceFault>;

export const PriceImported = z.object({
  is_dry_run: z.boolean(),
  added: z.int(),
  changed: z.int(),
  removed: z.int().describe('A list is whole: what it does not name is gone'),
  unchanged: z.int(),
  faults: z
    .array(z.object({ line: z.int(), cause: PriceFault }))
    .describe('With any, nothing is imported; the first hundred'),
});
export type PriceImported = z.infer<typeof PriceImported>;

const senderRule = {
  application_id: z.string().max(40).nullable(),
  country: Country.nullable(),
  carrier_id: z.string().max(40).nullable(),
  sender: Sender,
};

/** The sender of texts for which all conditions hold; null holds for any. */
export const SenderRule = z.object({ ...senderRule, id: z.string() });
export type SenderRule = z.infer<typeof SenderRule>;

/** `GET senders`: of those that fit, one that names the carrier comes first, then the application, then the country. */
export const SenderList = z.object({ data: z.array(SenderRule) });
export type SenderList = z.infer<typeof SenderList>;

/** `POST senders` answers a SenderRule; `DELETE senders/:id` answers 204. Without any the application's own is used. */
export const SenderCreate = z.strictObject({
  ...senderRule,
  application_id: senderRule.application_id.default(null),
  country: senderRule.country.default(null),
  carrier_id: senderRule.carrier_id.default(null),
});
export type SenderCreate = z.infer<typeof SenderCreate>;
