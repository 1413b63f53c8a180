import smpp from 'smpp';

/** Command statuses the simulator answers of itself (SMPP 3.4 5.1.3; RINVDCS: SMPP 5.0 4.7.6). */
export const STATUS = {
  ok: 0x00,
  invalidCommandId: 0x03,
  invalidBindState: 0x04,
  alreadyBound: 0x05,
  invalidDestination: 0x0b,
  invalidPassword: 0x0e,
  invalidSystemId: 0x0f,
  throttled: 0x58,
  invalidDataCoding: 0x104,
} as const;

// The package decodes texts and times while it reads. The simulator must see what was on the wire, and a
// validity_period of "R" makes that decoding throw; so submit_sm is declared again without those filters.
const { cstring, buffer, tlv } = smpp.types;
const { id, params } = smpp.commands.submit_sm;
smpp.addCommand('submit_sm', {
  id,
  params: {
    ...params,
    schedule_delivery_time: { type: cstring },
    validity_period: { type: cstring },
    short_message: { type: buffer },
  },
});
smpp.addTLV('message_payload', { id: 0x0424, type: tlv.buffer });

// A command_length under 16 makes the package wait for ever (3, 4) or read on one word off (0), without an error.
const readLength = smpp.PDU.commandLength;
smpp.PDU.commandLength = (stream) => {
  const length = readLength(stream);
  if (length !== false && length < 16) throw new RangeError('command_length is under 16');
  return length;
};

/** A submit_sm as it arrived. Fields that a cut body left out are empty or 0. */
export interface Submit {
  sequence: number;
  source: { ton: number; npi: number; address: string };
  destination: { ton: number; npi: number; address: string };
  esmClass: number;
  dataCoding: number;
  registeredDelivery: number;
  validityPeriod: string;
  octets: Buffer;
}

export function readSubmit(pdu: smpp.PDU): Submit {
  const short = octets(pdu.short_message);
  return {
    sequence: pdu.sequence_number,
    source: {
      ton: integer(pdu.source_addr_ton),
      npi: integer(pdu.source_addr_npi),
      address: text(pdu.source_addr),
    },
    destination: {
      ton: integer(pdu.dest_addr_ton),
      npi: integer(pdu.dest_addr_npi),
      address: text(pdu.destination_addr),
    },
    esmClass: integer(pdu.esm_class),
    dataCoding: integer(pdu.data_coding),
    registeredDelivery: integer(pdu.registered_delivery),
    validityPeriod: text(pdu.validity_period),
    // SMPP 3.4 5.3.2.32: message_payload is used instead of short_message, whose length is then 0.
    octets: short.length > 0 ? short : octets(pdu.message_payload),
  };
}

export function readBind(pdu: smpp.PDU): { systemId: string; password: string } {
  return { systemId: text(pdu.system_id), password: text(pdu.password) };
}

function integer(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function octets(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}
