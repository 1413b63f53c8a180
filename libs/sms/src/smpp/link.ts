import { Backoff } from './backoff.js';
import { bindBody, bindCommand } from './bind-body.js';
import { Connection } from './connection.js';
import { Drain } from './drain.js';
import { EnquireLink } from './enquire-link.js';
import { Inbound } from './inbound.js';
import { assertOptions, enquireLinkOptions, paceOptions, responseTimeoutMs, submitsOptions } from './link-options.js';
import type {
  CountedEvent,
  LinkClock,
  LinkDirection,
  LinkHandlers,
  LinkOptions,
  LinkReason,
  LinkSnapshot,
  LinkState,
  StateChange,
  SubmitOutcome,
  SubmitRequest,
  TimerHandle,
} from './link.types.js';
import { Pace } from './pace.js';
import { EMPTY, STATUS } from './pdu.js';
import type { Answer } from './pending-requests.js';
import { Submits } from './submits.js';
import { systemClock } from './system-clock.js';

// A bind that held this long was a good one: the next wait starts small again.
const STABLE_MS = 30_000;
/** How often one that waits for another bind of its account looks how that one fares. */
const CREDENTIALS_LOOK_MS = 1_000;
const DRAIN_MS = 5_000;
const UNBIND_MS = 2_000;

type ChangeDetails = Pick<StateChange, 'commandStatus' | 'code' | 'retryInMs'>;

/**
 * One bind to a carrier, kept up over any number of connections. submit never rejects and settles exactly once; a
 * handler that throws is counted and survived. Credentials leave it in the bind PDU only. It shares no queue, timer or
 * lock with another link: how one carrier fares is nothing to the others.
 */
export class SmppLink {
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  readonly #clock: LinkClock;
  readonly #direction: LinkDirection;
  readonly #createdAt: number;
  readonly #backoff: Backoff;
  readonly #pace: Pace;
  readonly #submits: Submits;
  readonly #inbound: Inbound;
  readonly #drain: Drain;
  #last: StateChange | undefined;
  #connection: Connection | undefined;
  #enquireLink: EnquireLink | undefined;
  #retryTimer: TimerHandle | undefined;
  #recoveryTimer: TimerHandle | undefined;
  #boundAt: number | undefined;
  #refusedStatus: number | undefined;
  #isStopping = false;
  #stopping: Promise<void> | undefined;

  constructor(options: LinkOptions, handlers: LinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    assertOptions(options);
    this.#direction = options.direction ?? 'transceiver';
    this.#clock = options.clock ?? systemClock;
    this.#createdAt = this.#clock.now();
    const { minMs, maxMs } = options.backoff ?? { minMs: 1_000, maxMs: 60_000 };
    this.#backoff = new Backoff({
      minMs,
      maxMs,
      random: options.random ?? Math.random,
      ...(options.refusals && { refusals: options.refusals }),
    });
    const events = {
      onCounted: (event: CountedEvent) => this.#count(event),
      onSettled: () => this.#drain.check(),
      onRoom: () => this.#tell(() => handlers.onRoom?.()),
      onThrottled: (commandStatus: number) => this.#throttled(commandStatus),
    };
    this.#pace = new Pace(paceOptions(options));
    this.#submits = new Submits(submitsOptions(options), this.#pace, this.#clock, events);
    this.#inbound = new Inbound(handlers, this.#clock, events);
    // Nothing is outstanding in either direction.
    this.#drain = new Drain(
      this.#clock,
      () => this.#connection === undefined || this.#submits.outstanding + this.#inbound.inFlight === 0,
    );
  }

  get state(): LinkState {
    return this.#last?.state ?? 'idle';
  }

  /** As fast as it may be or throttled. */
  get isBound(): boolean {
    return this.state === 'bound' || this.state === 'throttled';
  }

  /** submit_sm written and not yet answered. */
  get outstanding(): number {
    return this.#submits.outstanding;
  }

  /** Submits that wait for a place in the window. */
  get queued(): number {
    return this.#submits.queued;
  }

  /**
   * How many submits it would write without a long wait: four windows, or what the carrier answers in a second when
   * that is more; with a limit of segments in a second no more than that. One while the carrier is mute or takes
   * nothing, for a sign of life; none in the pause after it throttled, while there is no bind, and ever on a receiver.
   */
  get room(): number {
    return this.isBound && !this.#isStopping ? this.#submits.room : 0;
  }

  snapshot(): LinkSnapshot {
    const { state = 'idle', reason = 'not_started', at = this.#createdAt, commandStatus, code } = this.#last ?? {};
    return {
      direction: this.#direction,
      state,
      reason,
      since: at,
      commandStatus: commandStatus ?? null,
      code: code ?? null,
      windowUsed: this.#submits.outstanding,
      waiting: this.#submits.queued,
      segmentsLastSecond: this.#submits.segmentsPerSecond,
      segmentsPerSecondLimit: this.#pace.limit(this.#clock.now()),
      rttMs: this.#enquireLink?.rttMs ?? null,
    };
  }

  /** Another limit of segments in a second, at once and without a new bind; null: none but the window. */
  setRate(segmentsPerSecond: number | null): void {
    assertOptions({ ...this.#options, segmentsPerSecond });
    this.#pace.setRate(segmentsPerSecond);
    this.#submits.repace();
  }

  /**
   * Connects and keeps on trying until stop, or until the carrier has refused the credentials five times in a row.
   * Without effect on a link that runs or is being stopped.
   */
  start(): void {
    const isAtRest = this.state === 'idle' || this.#last?.reason === 'credentials_refused';
    if (!isAtRest || this.#isStopping) return;
    this.#backoff.restart();
    this.#attempt('started');
  }

  /**
   * Submits one part, in the order of the calls. Settles when the carrier answered, or when it is certain that the part
   * was not written, or when it no longer can be known. Never rejects.
   */
  submit(request: SubmitRequest): Promise<SubmitOutcome> {
    if (this.#isStopping) return Promise.resolve({ kind: 'not_sent', reason: 'stopped' });
    return this.#submits.submit(request);
  }

  /**
   * Takes no more submits, awaits outstanding answers for at most drainMs (5,000), unbinds and closes. Resolves when
   * every submit is settled and no timer is left. The link may be started again. Asked again meanwhile it waits for the
   * shorter of the two.
   */
  stop({ drainMs = DRAIN_MS }: { drainMs?: number } = {}): Promise<void> {
    if (this.#stopping) {
      this.#drain.shorten(drainMs);
      return this.#stopping;
    }
    this.#isStopping = true;
    this.#stopping = this.#stop(drainMs).finally(() => {
      this.#isStopping = false;
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  async #stop(drainMs: number): Promise<void> {
    this.#retryTimer?.cancel();
    this.#backoff.left();
    this.#submits.shut('stopped');
    const connection = this.#connection;
    if (connection && (this.isBound || this.state === 'draining')) {
      if (this.isBound) this.#change('draining', 'stopped');
      await this.#drain.wait(drainMs);
      await this.#unbind(connection);
    }
    this.#connection?.close('stopped');
    this.#inbound.abandon();
    if (this.state !== 'idle') this.#change('idle', 'stopped');
  }

  /** Waits while another bind of the account finds out whether its credentials are taken. */
  #attempt(reason: LinkReason): void {
    const { verdict, refusedStatus } = this.#backoff;
    if (verdict === 'try') return this.#connect(reason);
    const why = refusedStatus === undefined ? {} : { commandStatus: refusedStatus };
    if (verdict === 'spent') return this.#change('down', 'credentials_refused', why);
    this.#retryTimer = this.#clock.after(CREDENTIALS_LOOK_MS, () => this.#attempt('retry'));
    if (this.state !== 'down') this.#change('down', 'bind_refused', { ...why, retryInMs: CREDENTIALS_LOOK_MS });
  }

  #connect(reason: LinkReason): void {
    this.#refusedStatus = undefined;
    this.#boundAt = undefined;
    const { host, port, tls, connectTimeoutMs = 10_000 } = this.#options;
    const { onTrace } = this.#handlers;
    const connection: Connection = new Connection({ host, port, tls, connectTimeoutMs }, this.#clock, {
      onOpen: () => this.#bind(connection),
      onDelivered: (pdu) => this.#inbound.accept(pdu, connection),
      onUnbind: (sequence) => void this.#leave(connection, sequence),
      onWritable: () => this.#submits.pump(),
      onClose: (closeReason, code) => this.#closed(closeReason, code),
      onCounted: (event) => this.#count(event),
      onTrace: onTrace && ((pdu) => this.#tell(() => onTrace.call(this.#handlers, pdu))),
    });
    this.#connection = connection;
    this.#change('connecting', reason);
  }

  #bind(connection: Connection): void {
    this.#change('binding', 'connected');
    connection.request(
      bindCommand(this.#direction),
      bindBody(this.#options),
      { timeoutMs: responseTimeoutMs(this.#options), settle: (answer) => this.#bindAnswered(connection, answer) },
      bindBody({ ...this.#options, password: '' }),
    );
  }

  #bindAnswered(connection: Connection, answer: Answer): void {
    if (answer.kind === 'closed') return;
    if (answer.kind === 'timeout') return connection.close('bind_timeout');
    if (answer.commandStatus !== STATUS.ESME_ROK || answer.isNack) {
      this.#refusedStatus = answer.commandStatus;
      return connection.close('bind_refused');
    }
    this.#boundAt = this.#clock.now();
    this.#backoff.accepted();
    this.#enquireLink = new EnquireLink(connection, enquireLinkOptions(this.#options), this.#clock, {
      onMissed: () => this.#count('enquire_link_missed'),
      onDead: () => connection.close('enquire_link_timeout'),
    });
    // A link that is being stopped takes the bind only to give it back.
    if (!this.#isStopping && this.#direction !== 'receiver') this.#submits.open(connection);
    this.#change('bound', 'bound');
    // A new connection to a carrier that throttles is no new carrier.
    if (this.isBound && this.#pace.slowedMs(this.#clock.now()) > 0) this.#throttled();
  }

  #throttled(commandStatus?: number): void {
    if (!this.isBound) return;
    this.#recoveryTimer?.cancel();
    this.#recoveryTimer = this.#clock.after(Math.ceil(this.#pace.slowedMs(this.#clock.now())), () => {
      if (this.state === 'throttled') this.#change('bound', 'recovered');
    });
    if (this.state === 'bound')
      this.#change('throttled', 'throttled', commandStatus === undefined ? {} : { commandStatus });
  }

  /** The peer says unbind: finish what is under way, answer, close; then connect anew as after any other end. */
  async #leave(connection: Connection, sequence: number): Promise<void> {
    if (this.isBound) {
      this.#submits.shut('not_bound');
      this.#change('draining', 'peer_unbind');
    }
    // Also when we are leaving ourselves, or when it says so twice: answers may still be on their way.
    if (this.state === 'draining') await this.#drain.wait(DRAIN_MS);
    connection.respond('unbind_resp', sequence, STATUS.ESME_ROK);
    connection.close('peer_unbind', { flush: true });
  }

  #closed(reason: LinkReason, code: string | undefined): void {
    this.#connection = undefined;
    this.#enquireLink?.stop();
    this.#enquireLink = undefined;
    this.#recoveryTimer?.cancel();
    this.#submits.shut(this.#isStopping ? 'stopped' : 'not_bound');
    this.#drain.check();
    if (this.#isStopping) return;
    const heldMs = this.#boundAt === undefined ? 0 : this.#clock.now() - this.#boundAt;
    if (heldMs >= STABLE_MS) this.#backoff.reset();
    const retryInMs = this.#backoff.next(this.#refusedStatus);
    const why = {
      ...(this.#refusedStatus === undefined ? {} : { commandStatus: this.#refusedStatus }),
      ...(code === undefined ? {} : { code }),
    };
    if (retryInMs === undefined) return this.#change('down', 'credentials_refused', why);
    this.#retryTimer = this.#clock.after(retryInMs, () => this.#attempt('retry'));
    this.#change('down', reason, { ...why, retryInMs });
  }

  #unbind(connection: Connection): Promise<void> {
    return new Promise((resolve) => {
      const isWritten = connection.request('unbind', EMPTY, { timeoutMs: UNBIND_MS, settle: () => resolve() });
      if (!isWritten) resolve();
    });
  }

  #change(state: LinkState, reason: LinkReason, details: ChangeDetails = {}): void {
    const change = { state, reason, at: this.#clock.now(), ...details };
    this.#last = change;
    this.#tell(() => this.#handlers.onState?.(change));
  }

  #tell(event: () => void): void {
    try {
      event();
    } catch {
      this.#count('handler_failed');
    }
  }

  #count(event: CountedEvent): void {
    try {
      this.#handlers.onCounted?.(event);
    } catch {
      // The counter itself failed: there is nowhere left to tell.
    }
  }
}
