import { once } from 'node:events';
import { connect } from 'node:net';
import { commandStatusName, type LinkReason } from '@codewire/sms';

export type CarrierStep = 'connect' | 'bind' | 'enquire_link' | 'unbind';

/** Where a check of a carrier ended, and what its link had to say. */
export interface StepFailure {
  readonly step: CarrierStep;
  readonly reason: LinkReason;
  readonly commandStatus: number | undefined;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** SMPP 3.4 5.1.3: what carriers answer to a bind, and what then helps. */
const REFUSALS = new Map<number, string>([
  [0x04, 'the account may not bind as a transceiver: ask the carrier to allow it'],
  [
    0x05,
    'the account is bound already: by a running Codewire, or by a session the carrier has not yet given up. Accounts often allow one bind',
  ],
  [0x08, 'the carrier has a fault of its own: try again later'],
  [0x0d, "the carrier refuses the bind: ask whether this machine's address is on its list"],
  [0x0e, 'the password is wrong'],
  [0x0f, 'the carrier does not know the system id'],
  [0x53, 'the system type is wrong: ask the carrier which it expects, often none'],
  [0x58, 'the carrier wants fewer binds in this time: wait a minute'],
]);

const CONNECT_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is the port right?',
  ENOTFOUND: 'there is no host of that name.',
  EAI_AGAIN: 'the name cannot be looked up now: is this machine online?',
  EHOSTUNREACH: 'there is no way to that host: a route or a firewall is missing.',
  ENETUNREACH: 'there is no way to that network.',
  ETIMEDOUT: "nothing answers: a firewall, ours or the carrier's, drops the packets.",
};

/** Says what probably is wrong, for the person who set the carrier up. */
export async function likelyCause({ reason, commandStatus }: StepFailure, address: Address): Promise<string> {
  switch (reason) {
    case 'connect_failed':
      return connectFault(address);
    case 'connect_timeout':
      return `No connection: ${CONNECT_FAULTS['ETIMEDOUT']}`;
    case 'bind_refused':
      return commandStatus === undefined ? 'The bind could not be written.' : refusal(commandStatus);
    case 'bind_timeout':
      return 'Connected, but the bind was not answered: is it an SMPP port, without TLS?';
    case 'peer_closed':
    case 'socket_error':
      return "The carrier closed the connection without a word: often this machine's address is not on its list.";
    case 'bad_length':
      return 'What answers there does not speak SMPP.';
    case 'enquire_link_timeout':
      return 'Bound, but then no sign of life: a firewall that lets the first packets pass, or a carrier under load.';
    default:
      return `The link ended: ${reason}.`;
  }
}

function refusal(status: number): string {
  const code = `0x${status.toString(16).toUpperCase().padStart(2, '0')}`;
  const why = REFUSALS.get(status) ?? 'ask the carrier what it means by that';
  return `Refused with ${commandStatusName(status)} (${code}): ${why}.`;
}

/** A link keeps no error of its socket, so the question is put once more. */
async function connectFault({ host, port }: Address): Promise<string> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(5_000) });
    return 'The connection failed once and worked when tried again.';
  } catch (error) {
    const { code = '' } = error as { code?: string };
    return `No connection (${code}): ${CONNECT_FAULTS[code] ?? 'see the code.'}`;
  } finally {
    socket.destroy();
  }
}
