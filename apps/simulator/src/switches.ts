import { z } from 'zod';
import { ID_FORMS, ID_KINDS, RECEIPT_ID_FORMS } from './message-ids.js';
import { ADDRESS_FORMS, DATE_FORMS } from './receipt-text.js';

const commandStatus = z.int().min(1).max(0xffff_ffff);
const milliseconds = z.int().min(0).max(600_000);
const count = z.int().min(1).max(1_000_000);
const octet = z.int().min(0).max(0xff);
const hex = (octets: number) =>
  z
    .string()
    .regex(/^([0-9a-fA-F]{2})*$/, 'must be octets in hex')
    .max(octets * 2);
const words = z.array(z.string().max(20)).max(10);

/** How a submit is answered. What a body leaves out takes its default. */
const answerSwitches = {
  answer: z
    .enum([
      'normal',
      'never',
      'generic_nack',
      'generic_nack_0',
      'wrong_sequence',
      'wrong_command',
      'empty_id',
      'no_body',
      'twice',
    ])
    .default('normal'),
  answer_delay_ms: milliseconds.default(0),
  answers_reversed: z.int().min(2).max(10_000).nullable().default(null),
  answer_tlvs: hex(1_000).default(''),
  refuse_status: commandStatus.nullable().default(null),
  refuse_count: count.nullable().default(null),
  refuse_again_after: count.nullable().default(null),
  throttle_per_second: z.int().min(0).max(1_000_000).nullable().default(null),
  throttle_status: commandStatus.default(0x58),
  throttle_by: z.enum(['all', 'number']).default('all'),
  message_id: z.enum(ID_KINDS).default('long'),
  answer_id: z.enum(ID_FORMS).default('as_is'),
  end_after: count.nullable().default(null),
  end_every: count.nullable().default(null),
  end_with: z.enum(['cut', 'freeze', 'unbind']).default('cut'),
};

/** What becomes of a text that was taken, whatever its receipt says. */
const handsetSwitches = {
  handset: z.enum(['shows', 'never']).default('shows'),
  handset_delay_ms: milliseconds.default(0),
};

const receiptSwitches = (receiptDelayMs: number) => ({
  receipt: z.enum(['deliver', 'fail', 'none']).default('deliver'),
  receipt_delay_ms: milliseconds.default(receiptDelayMs),
  receipt_when: z.enum(['after_delay', 'before_answer', 'after_answer']).default('after_delay'),
  receipt_copies: z.int().min(1).max(100).default(1),
  receipt_parts: z.enum(['each', 'first', 'last', 'one']).default('each'),
  receipt_fail_part: z.int().min(1).max(255).nullable().default(null),
  receipt_before: words.default([]),
  receipt_after: words.default([]),
  intermediate_esm_class: octet.default(0x20),
  receipt_bind: z.enum(['any', 'same', 'other']).default('any'),
  receipt_command: z.enum(['deliver_sm', 'data_sm']).default('deliver_sm'),
  receipt_body: z.enum(['short_message', 'message_payload', 'empty']).default('short_message'),
  receipt_esm_class: octet.default(0x04),
  receipt_data_coding: octet.default(0),
  receipt_prefix: hex(40).default(''),
  receipt_text: z.string().max(240).nullable().default(null),
  receipt_stat: z.string().max(20).nullable().default(null),
  receipt_err: z.string().max(20).nullable().default(null),
  receipt_dates: z.enum(DATE_FORMS).default('YYMMDDhhmm'),
  receipt_id: z.enum(RECEIPT_ID_FORMS).default('as_is'),
  receipt_tlvs: z.enum(['both', 'id', 'state', 'none', 'conflicting']).default('both'),
  receipt_extra_tlvs: hex(1_000).default(''),
  receipt_addresses: z.enum(ADDRESS_FORMS).default('as_submitted'),
});

const submitSwitches = (receiptDelayMs: number) => ({
  ...receiptSwitches(receiptDelayMs),
  ...answerSwitches,
  ...handsetSwitches,
});

/** What is ruled before any number is named: binds, and what a session does of itself. */
const sessionSwitches = {
  refuse_bind: commandStatus.nullable().default(null),
  refuse_bind_count: count.nullable().default(null),
  bind_limit: z.int().min(0).max(1_000).nullable().default(null),
  bind_limit_status: commandStatus.default(0x05),
  bind_hold_ms: milliseconds.default(0),
  bind_kinds: z
    .array(z.enum(['transceiver', 'transmitter', 'receiver']))
    .max(3)
    .default(['transceiver', 'transmitter', 'receiver']),
  bind_delay_ms: milliseconds.default(0),
  bind_answer: z.enum(['normal', 'never', 'close', 'http']).default('normal'),
  bind_system_id: z
    .string()
    .regex(/^[\x20-\x7e]*$/, 'must be ASCII')
    .max(15)
    .default('codewire'),
  bind_interface_version: octet.nullable().default(0x34),
  answer_enquire: z.enum(['normal', 'never']).default('normal'),
  answer_unbind: z.enum(['normal', 'never']).default('normal'),
  enquire_every_ms: z.int().min(50).max(600_000).nullable().default(null),
  idle_close_ms: z.int().min(50).max(600_000).nullable().default(null),
  sequences: z.enum(['own', 'peer']).default('own'),
};

/** A whole set, for everybody or for one system_id. */
export function switchesSchema(receiptDelayMs: number) {
  return z.strictObject({ ...submitSwitches(receiptDelayMs), ...sessionSwitches });
}

/** Every switch with its default: those that rule a submit, which a number can have for itself, and those of sessions. */
export function usualSwitches(receiptDelayMs: number) {
  return {
    submit: z.object(submitSwitches(receiptDelayMs)).parse({}),
    session: z.object(sessionSwitches).parse({}),
  };
}

/** A bind names no number, so a number's set may only leave such switches as they are. */
export function numberSwitchesSchema(receiptDelayMs: number) {
  const untouched = Object.entries(sessionSwitches).map(([name, schema]) => {
    const usual = schema.parse(undefined);
    return [name, z.custom((value) => JSON.stringify(value) === JSON.stringify(usual)).default(usual)];
  });
  return switchesSchema(receiptDelayMs).extend(Object.fromEntries(untouched) as object);
}

export type Switches = z.infer<ReturnType<typeof switchesSchema>>;
