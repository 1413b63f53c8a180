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

/**
 * Body of a bind (SMPP 3.4 4.1.1; some carriers take more of a password than its 8 octets): no TON, NPI and range of
 * addresses, so that everything of the account is delivered.
 */
export function bindBody({ systemId, password, systemType = '' }: Credentials): Buffer {
  const texts = `${cString(systemId, 15)}${cString(password, 64)}${cString(systemType, 12)}`;
  return Buffer.concat([Buffer.from(texts, 'latin1'), Buffer.of(INTERFACE_VERSION, 0, 0, 0)]);
}

/** What follows a NUL would be read as the next field, and of a character beyond Latin-1 only the low octet is written. */
function cString(text: string, most: number): string {
  if ([...text].some((one) => one === '\0' || one > '\u00ff'))
    throw new RangeError('A field of the bind holds a character that it cannot');
  if (text.length > most) throw new RangeError(`A field of the bind is longer than ${most} octets`);
  return `${text}\0`;
}
