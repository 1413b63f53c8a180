import type { ProbeCause, ProbeStep } from '@codewire/sms';

/** SMPP 3.4 5.1.3: what carriers answer to a bind, and what then helps. */
const REFUSALS = new Map<number, string>([
  [0x04, 'the account may not bind in this direction: ask the carrier to allow it'],
  [
    0x05,
    'the account is bound already, and may not be once more: by a running Codewire, which holds all the binds that it may, or by a session that the carrier has not yet given up',
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
  ECONNRESET: "it was cut at once: often this machine's address is not on the carrier's list.",
  EHOSTUNREACH: 'there is no way to that host: a route or a firewall is missing.',
  ENETUNREACH: 'there is no way to that network.',
  ETIMEDOUT: "nothing answers: a firewall, ours or the carrier's, drops the packets.",
};

const NAME_FAULTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of that name.',
  ENODATA: 'that name has no address.',
  EAI_AGAIN: 'the name cannot be looked up now: is this machine online?',
};

const TLS_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired: tell the carrier.',
  CERT_NOT_YET_VALID: "its certificate is not valid yet: is this machine's clock right?",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by itself: enter it as the authority, if it is the right one.',
  SELF_SIGNED_CERT_IN_CHAIN: "the carrier has an authority of its own: enter that authority's certificate.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not known here: enter the authority's certificate.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known here: enter the authority's certificate.",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: enter that name, if it is the right one.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS: is it the port for plain SMPP?',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the carrier offers nothing newer than TLS 1.1, which is not safe.',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the carrier offers nothing newer than TLS 1.1, which is not safe.',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the carrier asks for a certificate of ours.',
};

/** Says what probably is wrong, for the person who set the carrier up. */
export function likelyCause(step: ProbeStep, cause: ProbeCause): string {
  switch (cause.kind) {
    case 'not_resolved':
      return `No address (${cause.code}): ${NAME_FAULTS[cause.code] ?? 'see the code.'}`;
    case 'not_connected':
      return `No connection (${cause.code}): ${CONNECT_FAULTS[cause.code] ?? 'see the code.'}`;
    case 'tls_failed':
      return `No secure connection (${cause.code}): ${TLS_FAULTS[cause.code] ?? 'see the code.'}`;
    case 'tls_pin_mismatch':
      return `The carrier shows another key than the one expected: ${cause.pin}. If it has changed its key, it can confirm this one.`;
    case 'refused':
      return refusal(cause.commandStatus, cause.name);
    case 'not_smpp':
      return 'What answers there does not speak SMPP, or speaks it through TLS.';
    case 'closed':
      return closed(step);
    case 'timeout':
      return TIMEOUTS[step];
  }
}

const TIMEOUTS: Readonly<Record<ProbeStep, string>> = {
  dns: 'The name was not looked up in time: does this machine reach its name server?',
  tcp: `No connection: ${CONNECT_FAULTS['ETIMEDOUT']}`,
  tls: 'Connected, but TLS was not answered: is it the port for plain SMPP?',
  bind: 'Connected, but the bind was not answered: is it an SMPP port, without TLS?',
  enquire_link:
    'Bound, but then no sign of life: a firewall that lets the first packets pass, or a carrier under load.',
  unbind: 'The carrier did not answer the unbind.',
};

function closed(step: ProbeStep): string {
  if (step === 'unbind') return 'The carrier closed the connection before it answered the unbind.';
  return "The carrier closed the connection without a word: often this machine's address is not on its list.";
}

function refusal(status: number, name: string): string {
  const code = `0x${(status >>> 0).toString(16).toUpperCase().padStart(2, '0')}`;
  const why = REFUSALS.get(status) ?? 'ask the carrier what it means by that';
  return `Refused with ${name} (${code}): ${why}.`;
}
