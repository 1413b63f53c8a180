import type { EncodedPart } from '../encoding/text.js';
import type { Receipt } from '../receipts/receipt.js';
import type { CarrierAction, StatusActions } from './command-status.js';
import type { CredentialRefusals } from './credential-refusals.js';
import type { SubmitStyle } from './submit-style.js';

/** Throttled: bound, and slowed because the carrier asked for it. */
export type LinkState = 'idle' | 'connecting' | 'binding' | 'bound' | 'throttled' | 'draining' | 'down';

/** What the carrier lets the bind do (SMPP 3.4 4.1): submit and deliver, submit, or deliver. */
export type LinkDirection = 'transceiver' | 'transmitter' | 'receiver';

/** Why the state changed. Refusals carry the command_status beside it, failures before the bind a code. */
export type LinkReason =
  | 'started'
  | 'retry'
  | 'connected'
  | 'bound'
  | 'connect_failed'
  | 'connect_timeout'
  /** The handshake failed, the certificate was refused, or our own TLS settings cannot be read: see the code. */
  | 'tls_failed'
  /** A certificate that all authorities vouch for, and not the key we were told to expect. */
  | 'tls_pin_mismatch'
  | 'bind_refused'
  /** Password, system id or system type refused five times in a row: no further attempt until start is called. */
  | 'credentials_refused'
  | 'bind_timeout'
  /** The carrier answered RTHROTTLED or RMSGQFUL: the bind goes on, slower. */
  | 'throttled'
  /** As fast as before the carrier asked to slow down. */
  | 'recovered'
  | 'peer_unbind'
  | 'peer_closed'
  | 'socket_error'
  | 'write_stalled'
  | 'bad_length'
  /** A PDU began and its rest did not come. */
  | 'pdu_stalled'
  | 'enquire_link_timeout'
  | 'stopped';

export interface StateChange {
  state: LinkState;
  reason: LinkReason;
  /** Milliseconds of the link's clock. */
  at: number;
  /** Present with bind_refused, credentials_refused and throttled. */
  commandStatus?: number;
  /**
   * What the system or OpenSSL calls the failure, such as ECONNREFUSED, ENOTFOUND or CERT_HAS_EXPIRED; with
   * tls_pin_mismatch the pin of the key that the carrier has.
   */
  code?: string;
  /** Present with the state down while another attempt follows: when it starts. */
  retryInMs?: number;
}

/** A link as it is at this moment; for the eyes of operators. */
export interface LinkSnapshot {
  direction: LinkDirection;
  state: LinkState;
  reason: LinkReason | 'not_started';
  /** Milliseconds of the link's clock. */
  since: number;
  commandStatus: number | null;
  code: string | null;
  /** submit_sm without their answer. */
  windowUsed: number;
  /** Submits that wait for the window, the rate or the end of a pause. */
  waiting: number;
  /** Segments written in the last whole second. */
  segmentsLastSecond: number;
  /** What is allowed just now; null: no limit. */
  segmentsPerSecondLimit: number | null;
  /** Of the last enquire_link that was answered. */
  rttMs: number | null;
}

/** TLS 1.2 or later to the carrier. There is no way back to plain: a handshake that fails ends the connection. */
export interface LinkTls {
  /** Name for SNI and the check of the certificate; the host when left out. */
  serverName?: string;
  /** Authorities, PEM; the usual ones when left out. */
  ca?: string;
  /** SHA-256 of the public key (SPKI) in hexadecimal. Asked for beside the checks of authority, date and name, not in their place. */
  pin?: string;
  /** The client's certificate and its private key, PEM. */
  certificate?: string;
  key?: string;
}

/** A PDU as it was on the wire, but for the password of a bind, which is left out. Texts and numbers are in it. */
export interface TracedOctets {
  at: number;
  direction: 'in' | 'out';
  /** The receiver's own: keeps nothing else alive. */
  octets: Buffer;
  /** Of a submit_sm and its answer: what the request called itself. */
  subject?: string;
}

/** Oddities of a peer, counted and survived. Only bad_length costs the connection. */
export type CountedEvent =
  | 'bad_length'
  | 'bad_pdu'
  | 'unknown_command'
  | 'unmatched_response'
  | 'late_response'
  | 'mismatched_response'
  | 'missing_message_id'
  | 'response_timeout'
  | 'mute'
  | 'enquire_link_missed'
  | 'throttled'
  | 'pdu_stalled'
  | 'unreadable_receipt'
  | 'unhandled_inbound'
  | 'inbound_overflow'
  | 'handler_failed';

export interface TimerHandle {
  readonly cancel: () => void;
}

export interface LinkClock {
  /** Milliseconds since the epoch. */
  now(): number;
  after(ms: number, run: () => void): TimerHandle;
}

export interface LinkOptions {
  host: string;
  port: number;
  systemId: string;
  password: string;
  systemType?: string;
  /** transceiver */
  direction?: LinkDirection;
  /** Plain when left out. */
  tls?: LinkTls | undefined;
  /**
   * How many segments a second it may write: each submit is one, a text in message_payload as many as it takes on the
   * air. null or left out: no limit but the window.
   */
  segmentsPerSecond?: number | null;
  /** How the carrier wants submit_sm; DEFAULT_STYLE. */
  style?: SubmitStyle;
  /** What the carrier means by its codes, over the table for all carriers. */
  statusActions?: StatusActions;
  /** submit_sm awaiting their answer at any time; 10. */
  windowSize?: number;
  /** From the write of a request to the verdict "unknown"; 10,000. */
  responseTimeoutMs?: number;
  /**
   * Without an answer to any of the outstanding submits, until the carrier counts as mute; or with the answer that it is
   * too much to all of them, until no more waits for it; 3,000.
   */
  muteAfterMs?: number;
  /** 10,000. */
  connectTimeoutMs?: number;
  /** 15,000. */
  enquireLinkMs?: number;
  /** 10,000. */
  enquireLinkTimeoutMs?: number;
  /** Unanswered enquire_link in a row, with no other PDU meanwhile, until the connection counts as dead; 2. */
  enquireLinkMisses?: number;
  /** Bounds of the wait between two attempts; 1,000 and 60,000. */
  backoff?: { minMs: number; maxMs: number };
  /** Shared by the binds of one account, so that all together are refused five times and no more. */
  refusals?: CredentialRefusals;
  /** Submits that wait for a place in the window; 10,000. */
  maxQueued?: number;
  clock?: LinkClock;
  /** Uniform in [0, 1); for jitter only. */
  random?: () => number;
}

export interface SubmitRequest {
  sender: string;
  /** Digits of the international number, no plus sign. */
  destination: string;
  part: EncodedPart;
  dataCoding: 0 | 8;
  /** Never written at or after this; validity_period is the life left at the write. */
  expiresAtMs: number;
  requestReceipt: boolean;
  /**
   * A further part of the text submitted last, in the same turn: taken or refused with the first. A text of which a part
   * is missing is no sign of life worth its price.
   */
  follows?: boolean;
  /** Traced with the PDU and with its answer, and never written: whose they were. */
  subject?: string;
  /** Asked right before each write; false gives not_sent. What waits for the window may have become another's meanwhile. */
  mayWrite?: () => boolean;
  /** Called once, right after the octets were first handed to the socket. */
  onWrite?: (atMs: number) => void;
  /** Called when the carrier takes the part after all, within a minute of the outcome `unknown` by timeout. */
  onLateId?: (smscMessageId: string) => void;
}

export type SubmitOutcome =
  | { kind: 'submitted'; smscMessageId: string }
  /** Not known: no rule says what the status means, so the action is a guess. See describeStatus for words. */
  | { kind: 'refused'; commandStatus: number; name: string; action: CarrierAction; isKnown: boolean }
  /** It was written and may have been sent. */
  | { kind: 'unknown'; reason: 'timeout' | 'closed' }
  /**
   * The carrier certainly does not have it: it was not written, or was throttled and there was no time to write it
   * again. Invalid: sender, destination or payload do not fit submit_sm. Mute: the carrier does not answer those before
   * it; throttled: it takes none of them. Revoked: mayWrite said no.
   */
  | {
      kind: 'not_sent';
      reason: 'not_bound' | 'queue_full' | 'expired' | 'stopped' | 'invalid' | 'mute' | 'throttled' | 'revoked';
    };

/** A message from a phone, or anything a carrier sends that is no receipt. */
export interface InboundMessage {
  from: string;
  to: string;
  text: string;
}

export interface LinkHandlers {
  onState?(change: StateChange): void;
  /**
   * Resolves when durably stored; only then deliver_sm_resp 0 goes out. A rejection makes the carrier repeat it, as
   * does half a minute without either. With one that its carrier did not flag comes what it is if it is none after all:
   * a message from a phone.
   */
  onReceipt(receipt: Receipt, orInbound?: InboundMessage): Promise<void>;
  /** As onReceipt. Without it, inbound messages are answered, counted and dropped. */
  onInbound?(inbound: InboundMessage): Promise<void>;
  /** A link that was short of room has some again: see SmppLink.room. */
  onRoom?(): void;
  onCounted?(event: CountedEvent): void;
  /** Each PDU, those of the bind included, as it is read or handed to the socket. */
  onTrace?(pdu: TracedOctets): void;
}
