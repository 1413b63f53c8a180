import { DelayQueue } from './delay-queue.js';
import { Fifo } from './fifo.js';
import type { Switches } from './switches.js';
import type { Address } from './wire.js';

export interface Receipt {
  /** As the receipt writes it. */
  messageId: string;
  systemId: string;
  handset: Address;
  sender: Address;
  stat: string;
  esmClass: number;
  /** The first characters of the message. */
  text: string;
  /** Those that ruled the submit. */
  switches: Readonly<Switches>;
  /** The session that submitted, which `receipt_bind` may want, or not want. */
  origin: ReceiptPath;
  /** Milliseconds since the epoch; doneAt is set when the receipt falls due. */
  submittedAt: number;
  doneAt: number;
  resends: number;
}

export type NewReceipt = Omit<Receipt, 'doneAt' | 'resends'>;

/** A bound session that takes receipts: a transceiver or a receiver. */
export interface ReceiptPath {
  readonly systemId: string;
  /** Writes one deliver_sm; answers its sequence number, or null when the socket takes no more. */
  sendReceipt(receipt: Receipt): number | null;
}

interface Pending {
  receipt: Receipt;
  sentAt: number;
}

interface Account {
  paths: ReceiptPath[];
  /** Which path is next: receipts go round, as with carriers that answer on any bind of the account. */
  turn: number;
  waiting: Fifo<Receipt>;
  /** Those that want one session, or any but one. Few: they are looked through each time. */
  choosy: Receipt[];
  /** Sent but not taken in time, or refused: they go out again at the next bind. */
  unanswered: Receipt[];
}

export interface ReceiptLimits {
  /** Receipts held in all; further ones are dropped and counted. */
  held: number;
  /** Unanswered receipts per session, before others wait their turn. */
  window: number;
  answerTimeoutMs: number;
  resends: number;
}

const LIMITS: ReceiptLimits = { held: 200_000, window: 1_000, answerTimeoutMs: 10_000, resends: 3 };

/**
 * Sends each receipt after its delay on a bound session of its account, keeps it while none is bound, and sends it
 * again at the account's next bind when it was not acknowledged. Loses receipts only beyond the limits, counted.
 */
export class Receipts {
  readonly counts = { sent: 0, acknowledged: 0, dropped: 0, held: 0 };
  readonly #now: () => number;
  readonly #limits: ReceiptLimits;
  readonly #scheduled: DelayQueue<Receipt>;
  readonly #accounts = new Map<string, Account>();
  readonly #pending = new Map<ReceiptPath, Map<number, Pending>>();
  readonly #sweep: NodeJS.Timeout;

  constructor(now: () => number, limits: Partial<ReceiptLimits> = {}) {
    this.#now = now;
    this.#limits = { ...LIMITS, ...limits };
    this.#scheduled = new DelayQueue(now, (due) => this.#fallDue(due));
    this.#sweep = setInterval(() => this.#expire(), 1_000);
  }

  schedule(receipt: NewReceipt, delayMs: number): void {
    if (this.#hold()) this.#scheduled.add({ ...receipt, doneAt: 0, resends: 0 }, delayMs);
  }

  /** Sends a receipt within this call, on the session that submitted if it takes receipts. */
  sendNow(receipt: NewReceipt): void {
    if (!this.#hold()) return;
    const account = this.#account(receipt.systemId);
    const due = { ...receipt, doneAt: this.#now(), resends: 0 };
    if (this.#isFree(receipt.origin)) this.#send(account, receipt.origin, due);
    else account.waiting.push(due);
    this.#pump(account);
  }

  /** A session was bound that takes receipts: what waits for its account goes out. */
  attach(path: ReceiptPath): void {
    this.#pending.set(path, new Map());
    const account = this.#account(path.systemId);
    account.paths.push(path);
    this.#sendAgain(account);
  }

  /** The session is gone: what it did not answer goes to another one, or waits for the next bind. */
  detach(path: ReceiptPath): void {
    const pending = this.#pending.get(path);
    if (!pending) return;
    this.#pending.delete(path);
    const account = this.#account(path.systemId);
    account.paths = account.paths.filter((other) => other !== path);
    for (const { receipt } of pending.values()) this.#giveBack(account, receipt);
    if (account.paths.length > 0) this.#sendAgain(account);
    this.#forgetIdle(path.systemId);
  }

  /** The peer answered a deliver_sm. A status other than 0 counts as not taken. */
  answered(path: ReceiptPath, sequence: number, status: number): void {
    const pending = this.#pending.get(path);
    const entry = pending?.get(sequence);
    if (!pending || !entry) return;
    pending.delete(sequence);
    const account = this.#account(path.systemId);
    if (status === 0) {
      this.counts.acknowledged += 1;
      this.counts.held -= 1;
    } else {
      this.#giveBack(account, entry.receipt);
    }
    this.#pump(account);
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#scheduled.close();
    this.#accounts.clear();
    this.#pending.clear();
  }

  #fallDue(due: Receipt[]): void {
    const doneAt = this.#now();
    const touched = new Set<Account>();
    for (const receipt of due) {
      receipt.doneAt = doneAt;
      const account = this.#account(receipt.systemId);
      this.#queue(account, receipt);
      touched.add(account);
    }
    for (const account of touched) this.#pump(account);
  }

  #hold(): boolean {
    if (this.counts.held >= this.#limits.held) {
      this.counts.dropped += 1;
      return false;
    }
    this.counts.held += 1;
    return true;
  }

  #queue(account: Account, receipt: Receipt): void {
    if (receipt.switches.receipt_bind === 'any') account.waiting.push(receipt);
    else account.choosy.push(receipt);
  }

  #pump(account: Account): void {
    if (account.choosy.length > 0) this.#pumpChoosy(account);
    for (let path = this.#freePath(account); path; path = this.#freePath(account)) {
      const receipt = account.waiting.take();
      if (!receipt) return;
      this.#send(account, path, receipt);
    }
  }

  /** The submitting session while it takes receipts, or any other one of the account. */
  #pumpChoosy(account: Account): void {
    for (const receipt of account.choosy.splice(0)) {
      const { origin, switches } = receipt;
      const isBack = switches.receipt_bind === 'same' && account.paths.includes(origin);
      const wanted = isBack ? [origin] : account.paths.filter((path) => path !== origin);
      const path = wanted.find((candidate) => this.#isFree(candidate));
      if (path) this.#send(account, path, receipt);
      else account.choosy.push(receipt);
    }
  }

  #send(account: Account, path: ReceiptPath, receipt: Receipt): void {
    const sequence = path.sendReceipt(receipt);
    if (sequence === null) {
      account.waiting.putBack(receipt);
      // Its socket is closing: the session will say so by detach, but must not be asked again before.
      account.paths = account.paths.filter((other) => other !== path);
      return;
    }
    this.counts.sent += 1;
    this.#pending.get(path)?.set(sequence, { receipt, sentAt: this.#now() });
  }

  #isFree(path: ReceiptPath): boolean {
    const pending = this.#pending.get(path);
    return pending !== undefined && pending.size < this.#limits.window;
  }

  #freePath(account: Account): ReceiptPath | undefined {
    if (account.waiting.size === 0) return undefined;
    for (let tried = 0; tried < account.paths.length; tried += 1) {
      account.turn = (account.turn + 1) % account.paths.length;
      const path = account.paths[account.turn];
      if (path && this.#isFree(path)) return path;
    }
    return undefined;
  }

  #giveBack(account: Account, receipt: Receipt): void {
    if (receipt.resends < this.#limits.resends) {
      account.unanswered.push(receipt);
      return;
    }
    this.counts.held -= 1;
    this.counts.dropped += 1;
  }

  #sendAgain(account: Account): void {
    for (const receipt of account.unanswered.splice(0)) {
      receipt.resends += 1;
      this.#queue(account, receipt);
    }
    this.#pump(account);
  }

  #expire(): void {
    const oldest = this.#now() - this.#limits.answerTimeoutMs;
    for (const [path, pending] of this.#pending) {
      const account = this.#account(path.systemId);
      // A Map keeps the order of sending, so the first that is young enough ends the search.
      for (const [sequence, { receipt, sentAt }] of pending) {
        if (sentAt > oldest) break;
        pending.delete(sequence);
        this.#giveBack(account, receipt);
      }
      this.#pump(account);
    }
  }

  #account(systemId: string): Account {
    let account = this.#accounts.get(systemId);
    if (!account) {
      account = { paths: [], turn: 0, waiting: new Fifo(), choosy: [], unanswered: [] };
      this.#accounts.set(systemId, account);
    }
    return account;
  }

  #forgetIdle(systemId: string): void {
    const account = this.#accounts.get(systemId);
    if (!account || account.paths.length > 0) return;
    if (account.waiting.size + account.choosy.length + account.unanswered.length === 0) {
      this.#accounts.delete(systemId);
    }
  }
}
