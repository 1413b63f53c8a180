/**
 * What stands in a field, and so how it may be shown. `address`, `words` and `text` are of people; `secret` opens an
 * account. `length` is that of the `text` behind it, and `count` that of the destinations.
 */
export type FieldKind =
  | 'octet'
  | 'bits'
  | 'ton'
  | 'npi'
  | 'coding'
  | 'class'
  | 'wish'
  | 'status'
  | 'c_string'
  | 'time'
  | 'address'
  | 'secret'
  | 'text'
  | 'destinations'
  | 'unsuccessful'
  | 'state';

export type Field = readonly [name: string, kind: FieldKind];

const SOURCE: readonly Field[] = [
  ['source_addr_ton', 'ton'],
  ['source_addr_npi', 'npi'],
  ['source_addr', 'address'],
];
const DESTINATION: readonly Field[] = [
  ['dest_addr_ton', 'ton'],
  ['dest_addr_npi', 'npi'],
  ['destination_addr', 'address'],
];
const ESME: readonly Field[] = [
  ['esme_addr_ton', 'ton'],
  ['esme_addr_npi', 'npi'],
  ['esme_addr', 'address'],
];
const BIND: readonly Field[] = [
  ['system_id', 'c_string'],
  ['password', 'secret'],
  ['system_type', 'c_string'],
  ['interface_version', 'bits'],
  ['addr_ton', 'ton'],
  ['addr_npi', 'npi'],
  ['address_range', 'address'],
];
const BIND_RESP: readonly Field[] = [['system_id', 'c_string']];
const TIMES: readonly Field[] = [
  ['schedule_delivery_time', 'time'],
  ['validity_period', 'time'],
];
const MESSAGE: readonly Field[] = [
  ['esm_class', 'class'],
  ['protocol_id', 'octet'],
  ['priority_flag', 'octet'],
  ...TIMES,
  ['registered_delivery', 'wish'],
  ['replace_if_present_flag', 'octet'],
  ['data_coding', 'coding'],
  ['sm_default_msg_id', 'octet'],
  ['short_message', 'text'],
];
const SERVICE: readonly Field[] = [['service_type', 'c_string']];
const ID: readonly Field[] = [['message_id', 'c_string']];

/** The PDUs of SMPP 3.4 section 4 with the mandatory fields of their bodies, in order. */
export const PDUS: ReadonlyMap<number, { readonly command: string; readonly fields: readonly Field[] }> = new Map(
  (
    [
      [0x80000000, 'generic_nack', []],
      [0x00000001, 'bind_receiver', BIND],
      [0x80000001, 'bind_receiver_resp', BIND_RESP],
      [0x00000002, 'bind_transmitter', BIND],
      [0x80000002, 'bind_transmitter_resp', BIND_RESP],
      [0x00000003, 'query_sm', [...ID, ...SOURCE]],
      [
        0x80000003,
        'query_sm_resp',
        [...ID, ['final_date', 'c_string'], ['message_state', 'state'], ['error_code', 'octet']],
      ],
      [0x00000004, 'submit_sm', [...SERVICE, ...SOURCE, ...DESTINATION, ...MESSAGE]],
      [0x80000004, 'submit_sm_resp', ID],
      [0x00000005, 'deliver_sm', [...SERVICE, ...SOURCE, ...DESTINATION, ...MESSAGE]],
      [0x80000005, 'deliver_sm_resp', ID],
      [0x00000006, 'unbind', []],
      [0x80000006, 'unbind_resp', []],
      [
        0x00000007,
        'replace_sm',
        [
          ...ID,
          ...SOURCE,
          ...TIMES,
          ['registered_delivery', 'wish'],
          ['sm_default_msg_id', 'octet'],
          ['short_message', 'text'],
        ],
      ],
      [0x80000007, 'replace_sm_resp', []],
      [0x00000008, 'cancel_sm', [...SERVICE, ...ID, ...SOURCE, ...DESTINATION]],
      [0x80000008, 'cancel_sm_resp', []],
      [0x00000009, 'bind_transceiver', BIND],
      [0x80000009, 'bind_transceiver_resp', BIND_RESP],
      [
        0x0000000b,
        'outbind',
        [
          ['system_id', 'c_string'],
          ['password', 'secret'],
        ],
      ],
      [0x00000015, 'enquire_link', []],
      [0x80000015, 'enquire_link_resp', []],
      [0x00000021, 'submit_multi', [...SERVICE, ...SOURCE, ['dest_address', 'destinations'], ...MESSAGE]],
      [0x80000021, 'submit_multi_resp', [...ID, ['unsuccess_sme', 'unsuccessful']]],
      [0x00000102, 'alert_notification', [...SOURCE, ...ESME]],
      [
        0x00000103,
        'data_sm',
        [
          ...SERVICE,
          ...SOURCE,
          ...DESTINATION,
          ['esm_class', 'class'],
          ['registered_delivery', 'wish'],
          ['data_coding', 'coding'],
        ],
      ],
      [0x80000103, 'data_sm_resp', ID],
    ] satisfies readonly (readonly [number, string, readonly Field[]])[]
  ).map(([id, command, fields]) => [id, { command, fields }]),
);

/** How the value of an optional parameter may be shown; `hex` where it can hold nothing of people. */
export type TlvKind = 'number' | 'hex' | 'c_string' | 'state' | 'network_error' | 'redacted';

/** The optional parameters of SMPP 3.4 5.3.2. */
export const TLVS: ReadonlyMap<number, readonly [name: string, kind: TlvKind]> = new Map([
  [0x0005, ['dest_addr_subunit', 'number']],
  [0x0006, ['dest_network_type', 'number']],
  [0x0007, ['dest_bearer_type', 'number']],
  [0x0008, ['dest_telematics_id', 'number']],
  [0x000d, ['source_addr_subunit', 'number']],
  [0x000e, ['source_network_type', 'number']],
  [0x000f, ['source_bearer_type', 'number']],
  [0x0010, ['source_telematics_id', 'number']],
  [0x0017, ['qos_time_to_live', 'number']],
  [0x0019, ['payload_type', 'number']],
  [0x001d, ['additional_status_info_text', 'redacted']],
  [0x001e, ['receipted_message_id', 'c_string']],
  [0x0030, ['ms_msg_wait_facilities', 'hex']],
  [0x0201, ['privacy_indicator', 'number']],
  [0x0202, ['source_subaddress', 'redacted']],
  [0x0203, ['dest_subaddress', 'redacted']],
  [0x0204, ['user_message_reference', 'number']],
  [0x0205, ['user_response_code', 'number']],
  [0x020a, ['source_port', 'number']],
  [0x020b, ['destination_port', 'number']],
  [0x020c, ['sar_msg_ref_num', 'number']],
  [0x020d, ['language_indicator', 'number']],
  [0x020e, ['sar_total_segments', 'number']],
  [0x020f, ['sar_segment_seqnum', 'number']],
  [0x0210, ['sc_interface_version', 'hex']],
  [0x0302, ['callback_num_pres_ind', 'hex']],
  [0x0303, ['callback_num_atag', 'redacted']],
  [0x0304, ['number_of_messages', 'number']],
  [0x0381, ['callback_num', 'redacted']],
  [0x0420, ['dpf_result', 'number']],
  [0x0421, ['set_dpf', 'number']],
  [0x0422, ['ms_availability_status', 'number']],
  [0x0423, ['network_error_code', 'network_error']],
  [0x0424, ['message_payload', 'redacted']],
  [0x0425, ['delivery_failure_reason', 'number']],
  [0x0426, ['more_messages_to_send', 'number']],
  [0x0427, ['message_state', 'state']],
  [0x0501, ['ussd_service_op', 'hex']],
  [0x1201, ['display_time', 'number']],
  [0x1203, ['sms_signal', 'number']],
  [0x1204, ['ms_validity', 'number']],
  [0x130c, ['alert_on_message_delivery', 'hex']],
  [0x1380, ['its_reply_type', 'number']],
  [0x1383, ['its_session_info', 'hex']],
]);

/** SMPP 3.4 5.2.5 */
export const TON_NAMES = [
  'unknown',
  'international',
  'national',
  'network specific',
  'subscriber',
  'alphanumeric',
  'abbreviated',
];

/** SMPP 3.4 5.2.6 */
export const NPI_NAMES: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'ISDN',
  3: 'data',
  4: 'telex',
  6: 'land mobile',
  8: 'national',
  9: 'private',
  10: 'ERMES',
  14: 'internet',
  18: 'WAP',
};

/** SMPP 3.4 5.2.19 */
export const CODING_NAMES: Readonly<Record<number, string>> = {
  0: 'default alphabet',
  1: 'ASCII',
  2: 'octets',
  3: 'Latin 1',
  4: 'octets',
  5: 'JIS',
  6: 'Cyrillic',
  7: 'Latin/Hebrew',
  8: 'UCS-2',
};

/** SMPP 3.4 5.2.28 */
export const STATE_NAMES = [
  undefined,
  'ENROUTE',
  'DELIVERED',
  'EXPIRED',
  'DELETED',
  'UNDELIVERABLE',
  'ACCEPTED',
  'UNKNOWN',
  'REJECTED',
];
