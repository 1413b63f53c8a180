import type { RequestCommand } from './pdu.js';
import type { LinkDirection } from './link.types.js';

export interface Credentials {
  systemId: string;
  password: string;
  systemType?: string;
}

// Some carriers send TLVs to those alone who say 3.4, and refuse those who say 5.0.
const INTERFACE_VERSION = 0x34;

const BIND: Readonly<Record<LinkDirection, RequestCommand>> = {
  transceiver: 'bind_transceiver',
  transmitter: 'bind_transmitter',
  receiver: 'bind_receiver',
};

export function bindCommand(direction: LinkDirection): RequestCommand {
  return BIND[direction];
}

/** Body of a bind (SMPP 3.4 4.1.1): no TON, NPI and range of addresses, so that everything of the account is delivered. */
export function bindBody({ systemId, password, systemType = '' }: Credentials): Buffer {
  const texts = `${cString(systemId)}${cString(password)}${cString(systemType)}`;
  return Buffer.concat([Buffer.from(texts, 'latin1'), Buffer.of(INTERFACE_VERSION, 0, 0, 0)]);
}

/** What follows a NUL would be read as the next field. */
function cString(text: string): string {
  if (text.includes('\0')) throw new RangeError('A NUL ends a field of the bind');
  return `${text}\0`;
}
