// The package ships no types. Only its codec is used: sockets, timers and matching of answers are ours.
declare module 'smpp' {
  interface Pdu {
    command: string;
    command_id: number;
    command_status: number;
    sequence_number: number;
    toBuffer(): Buffer;
    [field: string]: unknown;
  }
  const smpp: {
    PDU: { new (octets: Buffer): Pdu; new (command: string, fields?: Record<string, unknown>): Pdu };
    errors: Record<string, number>;
  };
  export default smpp;
}
