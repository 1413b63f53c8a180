import { Backoff } from './backoff.js';
import { Connection } from './connection.js';
import { Drain } from './drain.js';
import { EnquireLink } from './enquire-link.js';
import { Inbound } from './inbound.js';
import { assertOptions, enquireLinkOptions, responseTimeoutMs, submitsOptions } from './link-options.js';
import type {
  CountedEvent,
  LinkClock,
  LinkHandlers,
  LinkOptions,
  LinkReason,
  LinkState,
  StateChange,
  SubmitOutcome,
  SubmitRequest,
  TimerHandle,
} from './link.types.js';
import { STATUS } from './pdu.js';
import type { Answer } from './pending-requests.js';
import { Submits } from './submits.js';
import { systemClock } from './system-clock.js';

const INTERFACE_VERSION = 0x34;
// A bind that held this long was a good one: the next wait starts small again.
const STABLE_MS = 30_000;
const DRAIN_MS = 5_000;
const UNBIND_MS = 2_000;

/**
 * One transceiver bind to a carrier, kept up over any number of connections. submit never rejects and settles exactly
 * once; a handler that throws is counted and survived. Credentials leave it in the bind PDU only.
 */
export class SmppLink {
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  readonly #clock: LinkClock;
  readonly #backoff: Backoff;
  readonly #submits: Submits;
  readonly #inbound: Inbound;
  readonly #drain: Drain;
  #state: LinkState = 'idle';
  #connection: Connection | undefined;
  #enquireLink: EnquireLink | undefined;
  #retryTimer: TimerHandle | undefined;
  #boundAt: number | undefined;
  #refusedStatus: number | undefined;
  #isStopping = false;
  #stopping: Promise<void> | undefined;

  constructor(options: LinkOptions, handlers: LinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    assertOptions(options);
    this.#clock = options.clock ?? systemClock;
    const { minMs, maxMs } = options.backoff ?? { minMs: 1_000, maxMs: 60_000 };
    this.#backoff = new Backoff({ minMs, maxMs, random: options.random ?? Math.random });
    const events = {
      onCounted: (event: CountedEvent) => this.#count(event),
      onSettled: () => this.#drain.check(),
      onRoom: () => this.#tell(() => handlers.onRoom?.()),
    };
    this.#submits = new Submits(submitsOptions(options), this.#clock, events);
    this.#inbound = new Inbound(handlers, events);
    // Nothing is outstanding in either direction.
    this.#drain = new Drain(
      this.#clock,
      () => this.#connection === undefined || this.#submits.outstanding + this.#inbound.inFlight === 0,
    );
  }

  get state(): LinkState {
    return this.#state;
  }

  get isBound(): boolean {
    return this.#state === 'bound';
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
   * that is more. One while the carrier is mute, for a sign of life; none while there is no bind.
   */
  get room(): number {
    return this.#state === 'bound' && !this.#isStopping ? this.#submits.room : 0;
  }

  /** Connects and keeps on trying until stop. Without effect on a link that runs or is being stopped. */
  start(): void {
    if (this.#state === 'idle' && !this.#isStopping) this.#connect('started');
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
   * every submit is settled and no timer is left. The link may be started again.
   */
  stop(options: { drainMs?: number } = {}): Promise<void> {
    if (this.#stopping) return this.#stopping;
    this.#isStopping = true;
    this.#stopping = this.#stop(options.drainMs ?? DRAIN_MS).finally(() => {
      this.#isStopping = false;
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  async #stop(drainMs: number): Promise<void> {
    this.#retryTimer?.cancel();
    this.#submits.shut('stopped');
    const connection = this.#connection;
    if (connection && (this.#state === 'bound' || this.#state === 'draining')) {
      if (this.#state === 'bound') this.#change('draining', 'stopped');
      await this.#drain.wait(drainMs);
      await this.#unbind(connection);
    }
    this.#connection?.close('stopped');
    if (this.#state !== 'idle') this.#change('idle', 'stopped');
  }

  #connect(reason: LinkReason): void {
    this.#refusedStatus = undefined;
    this.#boundAt = undefined;
    const { host, port, connectTimeoutMs = 10_000 } = this.#options;
    const connection: Connection = new Connection({ host, port, connectTimeoutMs }, this.#clock, {
      onOpen: () => this.#bind(connection),
      onDelivered: (pdu) => this.#inbound.accept(pdu, connection),
      onUnbind: (sequence) => void this.#leave(connection, sequence),
      onWritable: () => this.#submits.pump(),
      onClose: (closeReason) => this.#closed(closeReason),
      onCounted: (event) => this.#count(event),
    });
    this.#connection = connection;
    this.#change('connecting', reason);
  }

  #bind(connection: Connection): void {
    this.#change('binding', 'connected');
    const { systemId, password, systemType = '' } = this.#options;
    const isWritten = connection.request(
      'bind_transceiver',
      { system_id: systemId, password, system_type: systemType, interface_version: INTERFACE_VERSION },
      { timeoutMs: responseTimeoutMs(this.#options), settle: (answer) => this.#bindAnswered(connection, answer) },
    );
    if (!isWritten) connection.close('bind_refused');
  }

  #bindAnswered(connection: Connection, answer: Answer): void {
    if (answer.kind === 'closed') return;
    if (answer.kind === 'timeout') return connection.close('bind_timeout');
    if (answer.commandStatus !== STATUS.ESME_ROK || answer.isNack) {
      this.#refusedStatus = answer.commandStatus;
      return connection.close('bind_refused');
    }
    this.#boundAt = this.#clock.now();
    this.#enquireLink = new EnquireLink(connection, enquireLinkOptions(this.#options), this.#clock, {
      onMissed: () => this.#count('enquire_link_missed'),
      onDead: () => connection.close('enquire_link_timeout'),
    });
    // A link that is being stopped takes the bind only to give it back.
    if (!this.#isStopping) this.#submits.open(connection);
    this.#change('bound', 'bound');
  }

  /** The peer says unbind: finish what is under way, answer, close; then connect anew as after any other end. */
  async #leave(connection: Connection, sequence: number): Promise<void> {
    if (this.#state === 'bound') {
      this.#submits.shut('not_bound');
      this.#change('draining', 'peer_unbind');
    }
    // Also when we are leaving ourselves, or when it says so twice: answers may still be on their way.
    if (this.#state === 'draining') await this.#drain.wait(DRAIN_MS);
    connection.respond('unbind_resp', sequence, STATUS.ESME_ROK);
    connection.close('peer_unbind', { flush: true });
  }

  #closed(reason: LinkReason): void {
    this.#connection = undefined;
    this.#enquireLink?.stop();
    this.#submits.shut(this.#isStopping ? 'stopped' : 'not_bound');
    this.#drain.check();
    if (this.#isStopping) return;
    const heldMs = this.#boundAt === undefined ? 0 : this.#clock.now() - this.#boundAt;
    if (heldMs >= STABLE_MS) this.#backoff.reset();
    const retryInMs = this.#backoff.next(this.#refusedStatus);
    this.#retryTimer = this.#clock.after(retryInMs, () => this.#connect('retry'));
    const refusal = this.#refusedStatus === undefined ? {} : { commandStatus: this.#refusedStatus };
    this.#change('down', reason, { retryInMs, ...refusal });
  }

  #unbind(connection: Connection): Promise<void> {
    return new Promise((resolve) => {
      const isWritten = connection.request('unbind', {}, { timeoutMs: UNBIND_MS, settle: () => resolve() });
      if (!isWritten) resolve();
    });
  }

  #change(state: LinkState, reason: LinkReason, details: Pick<StateChange, 'commandStatus' | 'retryInMs'> = {}): void {
    this.#state = state;
    this.#tell(() => this.#handlers.onState?.({ state, reason, at: this.#clock.now(), ...details }));
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
