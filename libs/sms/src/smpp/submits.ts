import { AnswerPace } from './answer-pace.js';
import { actionFor, commandStatusName } from './command-status.js';
import type { Connection } from './connection.js';
import { Fifo } from './fifo.js';
import type { CountedEvent, LinkClock, SubmitOutcome, SubmitRequest } from './link.types.js';
import { MuteWatch } from './mute-watch.js';
import { readMessageId, STATUS } from './pdu.js';
import type { Answer, Response } from './pending-requests.js';
import { submitFields } from './submit-fields.js';
import { validityPeriod } from './validity-period.js';

interface Entry {
  request: SubmitRequest;
  fields: Record<string, unknown>;
  settle: (outcome: SubmitOutcome) => void;
}

export interface SubmitsOptions {
  windowSize: number;
  maxQueued: number;
  responseTimeoutMs: number;
  muteAfterMs: number;
}

export interface SubmitsEvents {
  onCounted(event: CountedEvent): void;
  onSettled(): void;
  /** There is room again after it was short. */
  onRoom(): void;
}

/** Windows in hand, counting the one that is written: enough to keep a carrier busy, and a short wait. */
const WINDOWS_IN_HAND = 4;

type NotSent = Extract<SubmitOutcome, { kind: 'not_sent' }>['reason'];

/** The window and the queue before it. Every submit is settled exactly once, whatever happens to the connection. */
export class Submits {
  readonly #queue = new Fifo<Entry>();
  readonly #pace = new AnswerPace();
  readonly #watch: MuteWatch;
  #connection: Connection | undefined;
  #outstanding = 0;

  constructor(
    private readonly options: SubmitsOptions,
    private readonly clock: LinkClock,
    private readonly events: SubmitsEvents,
  ) {
    this.#watch = new MuteWatch(options.muteAfterMs, clock, {
      isAwaiting: () => this.#outstanding > 0,
      onMute: () => this.#giveUpQueue(),
    });
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** See SmppLink.room. */
  get room(): number {
    if (!this.#connection) return 0;
    const inHand = this.#outstanding + this.#queue.length;
    const most = Math.max(WINDOWS_IN_HAND * this.options.windowSize, this.#pace.perSecond(this.clock.now()));
    return Math.max(0, (this.#watch.isMute ? 1 : Math.min(most, this.options.maxQueued)) - inHand);
  }

  /** Lets submits through to a bound connection. */
  open(connection: Connection): void {
    this.#connection = connection;
  }

  /** Nothing more is written; what waits is settled as not sent, what was written awaits its answer. */
  shut(reason: 'not_bound' | 'stopped'): void {
    this.#connection = undefined;
    this.#watch.stop();
    this.#settleQueue(reason);
  }

  submit(request: SubmitRequest): Promise<SubmitOutcome> {
    const fields = submitFields(request);
    if (!fields) return notSent('invalid');
    if (!this.#connection) return notSent('not_bound');
    if (this.clock.now() >= request.expiresAtMs) return notSent('expired');
    if (this.#watch.isMute && this.#outstanding > 0) return notSent('mute');
    if (this.#queue.length >= this.options.maxQueued) return notSent('queue_full');
    return new Promise((settle) => {
      this.#queue.push({ request, fields, settle });
      this.pump();
    });
  }

  /** Writes what the window and the socket allow. */
  pump(): void {
    while (this.#connection?.isWritable && this.#outstanding < this.options.windowSize) {
      const entry = this.#queue.shift();
      if (!entry) return;
      this.#write(entry, this.#connection);
      // Told once while the queue runs down, early enough that the next ones are here before the window is empty.
      if (this.#queue.length === this.options.windowSize) this.events.onRoom();
    }
  }

  #write({ request, fields, settle }: Entry, connection: Connection): void {
    const now = this.clock.now();
    if (now >= request.expiresAtMs) return settle({ kind: 'not_sent', reason: 'expired' });
    if (!this.#mayWrite(request)) return settle({ kind: 'not_sent', reason: 'revoked' });
    this.#outstanding++;
    const validity = validityPeriod((request.expiresAtMs - now) / 1_000);
    const { onLateId } = request;
    const isWritten = connection.request(
      'submit_sm',
      { ...fields, validity_period: validity },
      {
        timeoutMs: this.options.responseTimeoutMs,
        settle: (answer) => this.#answered(answer, settle),
        onLate: onLateId && ((response) => this.#tellLate(response, onLateId)),
      },
    );
    if (!isWritten) {
      this.#outstanding--;
      return settle({ kind: 'not_sent', reason: 'invalid' });
    }
    this.#watch.wrote(this.#outstanding === 1);
    this.#guarded(() => request.onWrite?.(now));
  }

  #answered(answer: Answer, settle: (outcome: SubmitOutcome) => void): void {
    this.#outstanding--;
    const wasMute = this.#watch.isMute;
    if (answer.kind === 'response') {
      this.#watch.answered();
      this.#pace.answered(this.clock.now());
    }
    settle(this.#outcomeOf(answer));
    this.pump();
    if (wasMute && this.room > 0) this.events.onRoom();
    this.events.onSettled();
  }

  #outcomeOf(answer: Answer): SubmitOutcome {
    if (answer.kind === 'closed') return { kind: 'unknown', reason: 'closed' };
    if (answer.kind === 'timeout') {
      this.events.onCounted('response_timeout');
      return { kind: 'unknown', reason: 'timeout' };
    }
    if (answer.commandStatus !== STATUS.ESME_ROK || answer.isNack) {
      const status = answer.commandStatus || STATUS.ESME_RUNKNOWNERR;
      return { kind: 'refused', commandStatus: status, name: commandStatusName(status), action: actionFor(status) };
    }
    return { kind: 'submitted', smscMessageId: this.#idOf(answer) };
  }

  #idOf(response: Response): string {
    const { id, isBroken } = readMessageId(response.pdu);
    if (isBroken) this.events.onCounted('bad_pdu');
    // Accepted all the same; its receipt cannot be matched.
    if (id === '') this.events.onCounted('missing_message_id');
    return id;
  }

  #tellLate(response: Response, onLateId: (smscMessageId: string) => void): void {
    if (response.isNack || response.commandStatus !== STATUS.ESME_ROK) return;
    const id = this.#idOf(response);
    if (id !== '') this.#guarded(() => onLateId(id));
  }

  /** What waits behind a window that nobody answers was certainly not sent: another carrier may take it. */
  #giveUpQueue(): void {
    this.events.onCounted('mute');
    this.#settleQueue('mute');
  }

  #settleQueue(reason: NotSent): void {
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) {
      entry.settle({ kind: 'not_sent', reason });
    }
  }

  #mayWrite({ mayWrite }: SubmitRequest): boolean {
    try {
      return mayWrite?.() ?? true;
    } catch {
      this.events.onCounted('handler_failed');
      return false;
    }
  }

  #guarded(handle: () => void): void {
    try {
      handle();
    } catch {
      this.events.onCounted('handler_failed');
    }
  }
}

function notSent(reason: NotSent): Promise<SubmitOutcome> {
  return Promise.resolve({ kind: 'not_sent', reason });
}
