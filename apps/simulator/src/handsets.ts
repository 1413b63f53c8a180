import { decode, segmentsOf, type Concatenation, type Encoding } from './alphabet.js';

/** A short message as a handset shows it. */
export interface HandsetMessage {
  text: string;
  encoding: Encoding;
  segments: number;
  from: string;
  received_at: string;
}

export interface ArrivingPart {
  number: string;
  from: string;
  encoding: Encoding;
  /** Which part of a long message this is; undefined for a whole one. */
  concatenation: Concatenation | undefined;
  octets: Buffer;
}

interface Incomplete {
  parts: Map<number, Buffer>;
  startedAt: number;
}

const LIMITS = { numbers: 10_000, messagesPerNumber: 50, incomplete: 10_000 };
const MESSAGE_LIFE_MS = 24 * 60 * 60 * 1_000;

/**
 * The encoding a data_coding names (SMPP 3.4 5.2.19, 3GPP TS 23.038 4), with or without a message class; null for
 * what a virtual handset cannot show. 0 is the carrier's default alphabet, here GSM-7.
 */
export function encodingOf(dataCoding: number): Encoding | null {
  if (dataCoding === 0x00 || (dataCoding & 0xfc) === 0x10 || (dataCoding & 0xfc) === 0xf0) return 'GSM-7';
  if (dataCoding === 0x08 || (dataCoding & 0xfc) === 0x18) return 'UCS-2';
  return null;
}

/** The virtual handsets: the newest 50 messages of at most 10,000 numbers for 24 hours, in memory only. */
export class Handsets {
  readonly #now: () => number;
  /** In the order of each number's last message, so the first is the one to drop. */
  readonly #inboxes = new Map<string, { message: HandsetMessage; at: number }[]>();
  readonly #incomplete = new Map<string, Incomplete>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one part; the message shows up when all its parts are here, in whatever order they came. */
  receive(part: ArrivingPart): void {
    const octets = part.concatenation ? this.#join(part, part.concatenation) : part.octets;
    if (!octets) return;
    const at = this.#now();
    const message = {
      text: decode(octets, part.encoding),
      encoding: part.encoding,
      segments: part.concatenation?.total ?? segmentsOf(octets, part.encoding),
      from: part.from,
      received_at: new Date(at).toISOString(),
    };
    const inbox = this.#inboxes.get(part.number) ?? [];
    this.#inboxes.delete(part.number);
    this.#inboxes.set(part.number, [{ message, at }, ...inbox.slice(0, LIMITS.messagesPerNumber - 1)]);
    this.#dropOldest(at);
  }

  /** Newest first; empty for a number that received nothing. */
  messages(number: string): HandsetMessage[] {
    const oldest = this.#now() - MESSAGE_LIFE_MS;
    const inbox = this.#inboxes.get(number) ?? [];
    return inbox.filter(({ at }) => at > oldest).map(({ message }) => message);
  }

  /** The whole message's octets once the last part is here. Joined before decoding: a part may end inside a character. */
  #join(part: ArrivingPart, { reference, total, sequence }: Concatenation): Buffer | null {
    const key = [part.number, part.encoding, reference, total, part.from].join(' ');
    const known = this.#incomplete.get(key);
    const message = known ?? { parts: new Map<number, Buffer>(), startedAt: this.#now() };
    // The octets are a view of a pooled read buffer, which a part that waits must not hold on to.
    message.parts.set(sequence, Buffer.from(part.octets));
    if (message.parts.size < total) {
      if (!known) this.#incomplete.set(key, message);
      return null;
    }
    this.#incomplete.delete(key);
    return Buffer.concat([...message.parts].sort(([a], [b]) => a - b).map(([, octets]) => octets));
  }

  #dropOldest(now: number): void {
    for (const [number, inbox] of this.#inboxes) {
      if (this.#inboxes.size <= LIMITS.numbers && inbox[0]!.at > now - MESSAGE_LIFE_MS) break;
      this.#inboxes.delete(number);
    }
    for (const [key, { startedAt }] of this.#incomplete) {
      if (this.#incomplete.size <= LIMITS.incomplete && startedAt > now - MESSAGE_LIFE_MS) break;
      this.#incomplete.delete(key);
    }
  }
}
