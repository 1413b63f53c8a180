import type { Receipt } from '../receipts/receipt.js';
import type { CarrierAction } from './command-status.js';

export type LinkState = 'idle' | 'connecting' | 'binding' | 'bound' | 'draining' | 'down';

/** Why the state changed. Refusals carry the command_status beside it. */
export type LinkReason =
  | 'started'
  | 'retry'
  | 'connected'
  | 'bound'
  | 'connect_failed'
  | 'connect_timeout'
  | 'bind_refused'
  | 'bind_timeout'
  | 'peer_unbind'
  | 'peer_closed'
  | 'socket_error'
  | 'write_stalled'
  | 'bad_length'
  | 'enquire_link_timeout'
  | 'stopped';

export interface StateChange {
  state: LinkState;
  reason: LinkReason;
  /** Milliseconds of the link's clock. */
  at: number;
  /** Present with bind_refused. */
  commandStatus?: number;
  /** Present with the state down: when the next attempt starts. */
  retryInMs?: number;
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
  /** submit_sm awaiting their answer at any time; 10. */
  windowSize?: number;
  /** From the write of a request to the verdict "unknown"; 10,000. */
  responseTimeoutMs?: number;
  /** Without an answer to any of the outstanding submits, until the carrier counts as mute; 3,000. */
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
  /** Submits that wait for a place in the window; 10,000. */
  maxQueued?: number;
  clock?: LinkClock;
  /** Uniform in [0, 1); for the jitter of the backoff only. */
  random?: () => number;
}

export interface SubmitRequest {
  sender: string;
  /** Digits of the international number, no plus sign. */
  destination: string;
  part: { payload: Buffer; hasUdh: boolean };
  dataCoding: 0 | 8;
  /** Never written at or after this; validity_period is the life left at the write. */
  expiresAtMs: number;
  requestReceipt: boolean;
  /** Asked right before the write; false gives not_sent. What waits for the window may have become another's meanwhile. */
  mayWrite?: () => boolean;
  /** Called right after the octets were handed to the socket. */
  onWrite?: (atMs: number) => void;
  /** Called when the carrier takes the part after all, within a minute of the outcome `unknown` by timeout. */
  onLateId?: (smscMessageId: string) => void;
}

export type SubmitOutcome =
  | { kind: 'submitted'; smscMessageId: string }
  | { kind: 'refused'; commandStatus: number; name: string; action: CarrierAction }
  /** It was written and may have been sent. */
  | { kind: 'unknown'; reason: 'timeout' | 'closed' }
  /**
   * It was certainly not written. Invalid: sender, destination or payload do not fit submit_sm. Mute: the carrier does
   * not answer those before it. Revoked: mayWrite said no.
   */
  | {
      kind: 'not_sent';
      reason: 'not_bound' | 'queue_full' | 'expired' | 'stopped' | 'invalid' | 'mute' | 'revoked';
    };

/** A message from a phone, or anything a carrier sends that is no receipt. */
export interface InboundMessage {
  from: string;
  to: string;
  text: string;
}

export interface LinkHandlers {
  onState?(change: StateChange): void;
  /** Resolves when durably stored; only then deliver_sm_resp 0 goes out. A rejection makes the carrier repeat it. */
  onReceipt(receipt: Receipt): Promise<void>;
  /** As onReceipt. Without it, inbound messages are answered, counted and dropped. */
  onInbound?(inbound: InboundMessage): Promise<void>;
  /** A link that was short of room has some again: see SmppLink.room. */
  onRoom?(): void;
  onCounted?(event: CountedEvent): void;
}
