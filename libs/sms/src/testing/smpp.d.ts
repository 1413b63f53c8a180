// The package ships no types. Tests ask its codec and its tables what they think of ours.
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
