import { createServer, type Server, type Socket } from 'node:net';
import { Binds, type AccountBinds, type BindKind } from './binds.js';
import type { Config } from './config.js';
import { DelayQueue } from './delay-queue.js';
import type { Faults } from './faults.js';
import { listen, stopListening } from './listening.js';
import type { Log } from './log.js';
import { PerSecond } from './per-second.js';
import type { NewReceipt, Receipts } from './receipts.js';
import { SmscSession, type SessionOwner } from './session.js';
import type { Submits, Taken } from './submits.js';
import type { Switches } from './switches.js';
import { commandName, STATUS, type BindRequest, type Submit } from './wire.js';

export interface SmscDependencies {
  account: Config['account'];
  faults: Faults;
  receipts: Receipts;
  submits: Submits;
  now: () => number;
  log: Log;
}

/** Which sessions a command is for; what is left out selects all. */
export interface Selection {
  system_id?: string | undefined;
  session?: number | undefined;
  bind?: BindKind | undefined;
}

export interface SmscState {
  accounts: Record<string, AccountBinds>;
  sessions: Record<string, unknown>[];
  pdus: { in: Record<string, number>; out: Record<string, number> };
  submits: ReturnType<PerSecond['at']>;
}

/** SMPP 3.4 5.2.1: 16 octets with the closing NUL. */
const LONGEST_SYSTEM_ID = 15;
/** How often sessions are asked whether they are idle, or should enquire: half of the shortest such switch. */
const LOOK_EVERY_MS = 25;

/** The simulated carrier's SMPP side: the listener, its sessions, and who may bind. */
export class Smsc implements SessionOwner {
  readonly now: () => number;
  readonly binds = new Binds();
  boundEver = 0;
  readonly #uses: SmscDependencies;
  readonly #server: Server;
  readonly #sessions = new Set<SmscSession>();
  readonly #later: DelayQueue<() => void>;
  readonly #look: NodeJS.Timeout;
  readonly #passwords = new Map<string, string[]>();
  readonly #pdus = { in: new Map<number, number>(), out: new Map<number, number>() };
  readonly #submits = new PerSecond();
  #sessionsEver = 0;
  #port = 0;
  #switching: Promise<void> = Promise.resolve();

  constructor(uses: SmscDependencies) {
    this.#uses = uses;
    this.now = uses.now;
    this.#later = new DelayQueue(uses.now, (due) => due.forEach((act) => act()));
    this.#server = createServer((socket) => this.open(socket));
    this.#look = setInterval(() => this.#lookAtSessions(), LOOK_EVERY_MS);
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

  /** Serves a connection that is up, encrypted or not. */
  open(socket: Socket): void {
    this.#sessionsEver += 1;
    this.#sessions.add(new SmscSession(this.#sessionsEver, socket, this));
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

  /** Does it to every connection selected, bound or not, and answers how many there were. */
  each(
    what: string,
    { system_id: systemId, session: id, bind }: Selection,
    act: (session: SmscSession) => void,
  ): number {
    const selected = [...this.#sessions].filter(
      (session) =>
        (systemId === undefined || session.systemId === systemId) &&
        (id === undefined || session.id === id) &&
        (bind === undefined || session.kind === bind),
    );
    for (const session of selected) act(session);
    this.#uses.log({ event: `connections_${what}`, count: selected.length });
    return selected.length;
  }

  /** A bound session that takes what phones send; undefined when there is none. */
  receiver(systemId: string | undefined): SmscSession | undefined {
    return [...this.#sessions].find(
      (session) => session.takesReceipts && (systemId === undefined || session.systemId === systemId),
    );
  }

  /** From now on the account binds with one of these passwords only; with none of them given, as configured. */
  setPasswords(systemId: string, passwords: string[]): void {
    if (passwords.length > 0) this.#passwords.set(systemId, passwords);
    else this.#passwords.delete(systemId);
  }

  state(): SmscState {
    const now = this.now();
    const named = (counts: Map<number, number>) => {
      const totals: Record<string, number> = {};
      for (const [command, count] of counts) totals[commandName(command)] = (totals[commandName(command)] ?? 0) + count;
      return totals;
    };
    return {
      accounts: this.binds.byAccount(now),
      sessions: [...this.#sessions].map((session) => describe(session, now)),
      pdus: { in: named(this.#pdus.in), out: named(this.#pdus.out) },
      submits: this.#submits.at(now),
    };
  }

  close(): void {
    stopListening(this.#server);
    clearInterval(this.#look);
    this.#later.close();
    for (const session of this.#sessions) session.destroy();
  }

  switchesOf(systemId: string): Readonly<Switches> {
    return this.#uses.faults.ofAccount(systemId).switches;
  }

  judgeBind(request: BindRequest, kind: BindKind): number {
    const status = this.#judge(request, kind);
    if (status === STATUS.ok) return status;
    this.binds.refused(request.systemId);
    this.#uses.log({ event: 'bind_refused', status });
    return status;
  }

  bound(session: SmscSession): void {
    const { systemId, kind } = session;
    this.boundEver += 1;
    if (kind) this.binds.bound(session, { systemId, kind });
    this.#uses.log({ event: 'bound', bind: kind ?? '', system_id: systemId });
    if (session.takesReceipts) this.#uses.receipts.attach(session);
  }

  submitted(submit: Submit, session: SmscSession): Taken {
    this.#submits.count(this.now());
    return this.#uses.submits.take(submit, session);
  }

  sendNow(receipt: NewReceipt): void {
    this.#uses.receipts.sendNow(receipt);
  }

  later(act: () => void, delayMs: number): void {
    this.#later.add(act, delayMs);
  }

  receiptAnswered(session: SmscSession, sequence: number, status: number): void {
    this.#uses.receipts.answered(session, sequence, status);
  }

  counted(direction: 'in' | 'out', command: number): void {
    // A command that does not exist counts with the others: their number is the peer's choice.
    const key = commandName(command) === 'other' ? 0 : command;
    this.#pdus[direction].set(key, (this.#pdus[direction].get(key) ?? 0) + 1);
  }

  failed(error: unknown): void {
    this.#uses.log({ event: 'connection_failed', reason: error instanceof Error ? error.message : 'unknown' });
  }

  unbound(session: SmscSession, how: 'unbound' | 'cut'): void {
    const { systemId } = session;
    const { bind_hold_ms: holdMs } = this.switchesOf(systemId);
    const heldUntil = how === 'cut' && holdMs > 0 ? this.now() + holdMs : null;
    this.binds.ended(session, { systemId, heldUntil });
    this.#uses.receipts.detach(session);
    this.#uses.log({ event: 'unbound', bind: session.kind ?? '', system_id: systemId });
  }

  closed(session: SmscSession): void {
    this.#sessions.delete(session);
  }

  #judge({ systemId, password }: BindRequest, kind: BindKind): number {
    const { account, faults } = this.#uses;
    const scope = faults.ofAccount(systemId);
    const refusal = scope.takeBindRefusal();
    const passwords = this.#passwords.get(systemId);
    const { bind_limit: limit, bind_limit_status: full, bind_kinds: kinds } = scope.switches;
    if (refusal !== null) return refusal;
    if (systemId.length > LONGEST_SYSTEM_ID) return STATUS.invalidSystemId;
    if (passwords && !passwords.includes(password)) return STATUS.invalidPassword;
    if (!passwords && account && account.systemId !== systemId) return STATUS.invalidSystemId;
    if (!passwords && account && account.password !== password) return STATUS.invalidPassword;
    if (!kinds.includes(kind)) return STATUS.bindFailed;
    if (limit !== null && !this.binds.hasPlace({ systemId, kind, limit, now: this.now() })) return full;
    return STATUS.ok;
  }

  #lookAtSessions(): void {
    const now = this.now();
    for (const session of this.#sessions) {
      const { idle_close_ms: idleMs, enquire_every_ms: enquireMs } = this.switchesOf(session.systemId);
      if (idleMs !== null && now - session.lastHeardAt >= idleMs) session.destroy();
      else if (enquireMs !== null && session.kind !== null && now - session.lastAskedAt >= enquireMs) session.enquire();
    }
  }
}

function describe(session: SmscSession, now: number): Record<string, unknown> {
  return {
    session: session.id,
    system_id: session.systemId,
    bind: session.kind,
    interface_version: session.interfaceVersion,
    opened_at: session.openedAt,
    last_heard_at: session.lastHeardAt,
    peer_port: session.peerPort,
    is_frozen: session.isFrozen,
    tls: session.tls,
    submits: session.submits.at(now),
  };
}
