import type { Address } from './wire.js';

/** One submit_sm as it arrived, for the assertions of tests. Never its text. */
export interface Submission {
  /** Milliseconds since the epoch, with fractions. */
  received_at: number;
  number: string;
  system_id: string;
  /** Which session it came on, as GET /state names it. */
  session: number;
  sequence: number;
  source: Address;
  destination: Address;
  data_coding: number;
  esm_class: number;
  validity_period: string;
  registered_delivery: number;
  /** The optional parameters, tag and value in hex, without message_payload. */
  tlvs: Record<string, string>;
  /** How many parts the message has, and which one this is, from 1. */
  parts: number;
  part: number;
  /** Null when the submit was refused. */
  message_id: string | null;
  /** The command_status answered; null when it was never answered. */
  status: number | null;
}

/** The newest submissions, up to a limit, in a ring. */
export class Submissions {
  readonly #ring: Submission[] = [];
  readonly #limit: number;
  #next = 0;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  record(submission: Submission): void {
    this.#ring[this.#next] = submission;
    this.#next = (this.#next + 1) % this.#limit;
  }

  /** Oldest first; only those of the number and not before `since` (ms since the epoch), where given. */
  list({ number, since }: { number: string | null; since: number | null }): Submission[] {
    const inOrder = [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
    return inOrder.filter(
      (submission) =>
        (number === null || submission.number === number) && (since === null || submission.received_at >= since),
    );
  }
}
