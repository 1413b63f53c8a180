/** A deliver_sm or data_sm as it came, octets untouched. */
export interface DeliveredMessage {
  sourceAddress: string;
  destinationAddress: string;
  esmClass: number;
  dataCoding: number;
  shortMessage: Buffer;
  /** By tag; of a repeated tag the first. */
  tlvs: ReadonlyMap<number, Buffer>;
}
