import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a submit_sm carries, octet for octet: read here by hand (SMPP 3.4 4.4.1), by neither side's own code. */
export interface TappedSubmit {
  readonly destination: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  /** `short_message` in hex. */
  readonly octets: string;
}

/** Stands between senders and a carrier, changes nothing, and keeps what is submitted. */
export interface WireTap {
  readonly port: number;
  /** Of one phone, oldest first. */
  submitsTo(number: string): TappedSubmit[];
  /** Of all phones. */
  count(): number;
  close(): Promise<void>;
}

const HEADER_OCTETS = 16;
const SUBMIT_SM = 0x0000_0004;

export async function tapCarrier(carrierPort: number): Promise<WireTap> {
  const submits: TappedSubmit[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection({ port: carrierPort, host: '127.0.0.1' });
    const read = pduReader((pdu) => {
      if (pdu.readUInt32BE(4) === SUBMIT_SM) submits.push(readSubmit(pdu));
    });
    near.on('data', read);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [near, far].forEach((other) => other.destroy()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    submitsTo: (number) => submits.filter(({ destination }) => destination === number.replace(/\D/g, '')),
    count: () => submits.length,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Cuts a stream into PDUs by their command_length. */
function pduReader(take: (pdu: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_OCTETS && rest.length >= rest.readUInt32BE(0)) {
      const length = rest.readUInt32BE(0);
      take(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

function readSubmit(pdu: Buffer): TappedSubmit {
  let at = HEADER_OCTETS;
  const octet = () => pdu.readUInt8(at++);
  const text = () => {
    const end = pdu.indexOf(0, at);
    const read = pdu.toString('latin1', at, end);
    at = end + 1;
    return read;
  };
  const skipAddressType = () => void [octet(), octet()];
  text(); // service_type
  skipAddressType();
  text(); // source_addr
  skipAddressType();
  const destination = text();
  const esmClass = octet();
  octet(); // protocol_id
  octet(); // priority_flag
  text(); // schedule_delivery_time
  text(); // validity_period
  octet(); // registered_delivery
  octet(); // replace_if_present_flag
  const dataCoding = octet();
  octet(); // sm_default_msg_id
  const length = octet();
  return { destination, esmClass, dataCoding, octets: pdu.toString('hex', at, at + length) };
}
