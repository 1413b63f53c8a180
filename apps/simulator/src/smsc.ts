import type { Server } from 'node:net';
import smpp from 'smpp';
import type { Config } from './config.js';
import { DelayQueue } from './delay-queue.js';
import type { Faults } from './faults.js';
import { listen, stopListening } from './listening.js';
import type { Log } from './log.js';
import type { Receipts } from './receipts.js';
import { SmscSession, type SessionOwner } from './session.js';
import type { SubmitAnswer, Submits } from './submits.js';
import { STATUS, type Submit } from './wire.js';

export interface SmscDependencies {
  account: Config['account'];
  faults: Faults;
  receipts: Receipts;
  submits: Submits;
  now: () => number;
  log: Log;
}

/** SMPP 3.4 5.2.1: 16 octets with the closing NUL. */
const LONGEST_SYSTEM_ID = 15;

/** The simulated carrier's SMPP side: the listener, its sessions, and who may bind. */
export class Smsc implements SessionOwner {
  binds = 0;
  readonly #uses: SmscDependencies;
  readonly #server: Server;
  readonly #sessions = new Set<SmscSession>();
  readonly #answers: DelayQueue<() => void>;
  #port = 0;
  #switching: Promise<void> = Promise.resolve();

  constructor(uses: SmscDependencies) {
    this.#uses = uses;
    this.#answers = new DelayQueue(uses.now, (due) => due.forEach((answer) => answer()));
    this.#server = smpp.createServer((link) => this.#sessions.add(new SmscSession(link, this)));
  }

  /** Sessions that are bound now. */
  get boundSessions(): number {
    return [...this.#sessions].filter(({ kind }) => kind !== null).length;
  }

  /** Answers the port, which for 0 is any free one. Throws a PortError when it is taken. */
  async listen(port: number): Promise<number> {
    this.#port = await listen(this.#server, port, 'CODEWIRE_SIMULATOR_SMPP_PORT');
    return this.#port;
  }

  /**
   * Closes the listener, or opens it again on the same port; sessions that are up stay up. Calls in parallel take
   * their turn. Throws a PortError when another program took the port meanwhile.
   */
  refuseConnections(isRefusing: boolean): Promise<void> {
    const switched = this.#switching.then(async () => {
      if (this.#server.listening !== isRefusing) return;
      if (isRefusing) stopListening(this.#server);
      else await this.listen(this.#port);
      this.#uses.log({ event: 'connections_refused', refuse: isRefusing });
    });
    this.#switching = switched.catch(() => undefined);
    return switched;
  }

  /** Destroys every connection, bound or not, and answers how many there were. */
  drop(): number {
    const dropped = this.#sessions.size;
    for (const session of this.#sessions) session.destroy();
    this.#uses.log({ event: 'connections_dropped', count: dropped });
    return dropped;
  }

  close(): void {
    stopListening(this.#server);
    this.#answers.close();
    for (const session of this.#sessions) session.destroy();
  }

  judgeBind({ systemId, password }: { systemId: string; password: string }): number {
    const { account, faults, log } = this.#uses;
    const refusal = faults.global.switches.refuse_bind;
    let status: number = STATUS.ok;
    if (refusal !== null) status = refusal;
    else if (systemId.length > LONGEST_SYSTEM_ID) status = STATUS.invalidSystemId;
    else if (account && account.systemId !== systemId) status = STATUS.invalidSystemId;
    else if (account && account.password !== password) status = STATUS.invalidPassword;
    if (status !== STATUS.ok) log({ event: 'bind_refused', status });
    return status;
  }

  bound(session: SmscSession): void {
    this.binds += 1;
    this.#uses.log({ event: 'bound', bind: session.kind ?? '', system_id: session.systemId });
    if (session.takesReceipts) this.#uses.receipts.attach(session);
  }

  submitted(submit: Submit, { systemId }: SmscSession): SubmitAnswer {
    return this.#uses.submits.take(submit, systemId);
  }

  later(answer: () => void, delayMs: number): void {
    this.#answers.add(answer, delayMs);
  }

  receiptAnswered(session: SmscSession, sequence: number, status: number): void {
    this.#uses.receipts.answered(session, sequence, status);
  }

  failed(error: unknown): void {
    this.#uses.log({ event: 'connection_failed', reason: error instanceof Error ? error.message : 'unknown' });
  }

  unbound(session: SmscSession): void {
    this.#uses.receipts.detach(session);
    this.#uses.log({ event: 'unbound', bind: session.kind ?? '', system_id: session.systemId });
  }

  closed(session: SmscSession): void {
    this.#sessions.delete(session);
  }
}
