/** How an id is written: see `answer_id` in the simulator's README. */
type IdForm =
  'as_is' | 'upper' | 'hex' | 'decimal' | 'leading_zeros' | 'no_leading_zeros' | 'blanks' | 'nul' | 'long_blanks';

/** The switches of the simulated carrier, as its README names them; what is left out takes its default. */
export interface Switches {
  readonly receipt?: 'deliver' | 'fail' | 'none';
  readonly receipt_delay_ms?: number;
  readonly receipt_when?: 'after_delay' | 'before_answer' | 'after_answer';
  readonly receipt_copies?: number;
  readonly receipt_parts?: 'each' | 'first' | 'last' | 'one';
  readonly receipt_fail_part?: number | null;
  readonly receipt_before?: readonly string[];
  readonly receipt_after?: readonly string[];
  readonly intermediate_esm_class?: number;
  readonly receipt_bind?: 'any' | 'same' | 'other';
  readonly receipt_command?: 'deliver_sm' | 'data_sm';
  readonly receipt_body?: 'short_message' | 'message_payload' | 'empty';
  readonly receipt_esm_class?: number;
  readonly receipt_data_coding?: number;
  readonly receipt_prefix?: string;
  readonly receipt_text?: string | null;
  readonly receipt_stat?: string | null;
  readonly receipt_err?: string | null;
  readonly receipt_dates?: string;
  readonly receipt_id?: IdForm | 'unknown';
  readonly receipt_tlvs?: 'both' | 'id' | 'state' | 'none' | 'conflicting';
  readonly receipt_extra_tlvs?: string;
  readonly receipt_addresses?: 'as_submitted' | 'swapped' | 'plus' | 'double_zero' | 'national';
  readonly handset?: 'shows' | 'never';
  readonly handset_delay_ms?: number;
  readonly answer?:
    | 'normal'
    | 'never'
    | 'generic_nack'
    | 'generic_nack_0'
    | 'wrong_sequence'
    | 'wrong_command'
    | 'empty_id'
    | 'no_body'
    | 'twice';
  readonly answer_delay_ms?: number;
  readonly answers_reversed?: number | null;
  readonly answer_tlvs?: string;
  readonly refuse_status?: number | null;
  readonly refuse_count?: number | null;
  readonly refuse_again_after?: number | null;
  readonly throttle_per_second?: number | null;
  readonly throttle_status?: number;
  readonly throttle_by?: 'all' | 'number';
  readonly message_id?: 'long' | 'u32' | 'u64' | 'uuid';
  readonly answer_id?: IdForm;
  readonly end_after?: number | null;
  readonly end_every?: number | null;
  readonly end_with?: 'cut' | 'freeze' | 'unbind';
}

/** Those that rule binds and sessions: for everybody, or for one system_id. */
export interface SessionSwitches extends Switches {
  readonly refuse_bind?: number | null;
  readonly refuse_bind_count?: number | null;
  readonly bind_limit?: number | null;
  readonly bind_limit_status?: number;
  readonly bind_hold_ms?: number;
  readonly bind_kinds?: readonly BindKind[];
  readonly bind_delay_ms?: number;
  readonly bind_answer?: 'normal' | 'never' | 'close' | 'http';
  readonly bind_system_id?: string;
  readonly bind_interface_version?: number | null;
  readonly answer_enquire?: 'normal' | 'never';
  readonly answer_unbind?: 'normal' | 'never';
  readonly enquire_every_ms?: number | null;
  readonly idle_close_ms?: number | null;
  readonly sequences?: 'own' | 'peer';
}

export type BindKind = 'transceiver' | 'transmitter' | 'receiver';
