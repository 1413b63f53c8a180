import { actionFor, commandStatusName, isKnownStatus, type StatusActions } from './command-status.js';
import type { Connection } from './connection.js';
import { FullQueues } from './full-queues.js';
import type { CountedEvent, LinkClock, SubmitOutcome, SubmitRequest, TimerHandle } from './link.types.js';
import { MuteWatch } from './mute-watch.js';
import { LONGEST_PAUSE_MS, type Pace } from './pace.js';
import { readMessageId, STATUS } from './pdu.js';
import type { Answer, Response } from './pending-requests.js';
import { PerSecond } from './per-second.js';
import { fitsSubmit, submitBody } from './submit-body.js';
import { SubmitQueue } from './submit-queue.js';
import type { SubmitStyle } from './submit-style.js';

interface Entry {
  ordinal: number;
  request: SubmitRequest;
  settle: (outcome: SubmitOutcome) => void;
  /** Of the last write. */
  writtenAt: number | undefined;
}

export interface SubmitsOptions {
  windowSize: number;
  maxQueued: number;
  responseTimeoutMs: number;
  muteAfterMs: number;
  style: SubmitStyle;
  statusActions: StatusActions;
}

export interface SubmitsEvents {
  onCounted(event: CountedEvent): void;
  onSettled(): void;
  /** There is room again after it was short. */
  onRoom(): void;
  /** The carrier wants less in a second: see Pace. */
  onThrottled(commandStatus: number): void;
}

/** After the longest pause one is written for a sign of life. Without any there was nobody to ask. */
const THROTTLING_STALE_MS = 2 * LONGEST_PAUSE_MS;

/** Windows in hand, counting the one that is written: enough to keep a carrier busy, and a short wait. */
const WINDOWS_IN_HAND = 4;

type NotSent = Extract<SubmitOutcome, { kind: 'not_sent' }>['reason'];

/** The window and the queue before it. Every submit is settled exactly once, whatever happens to the connection. */
export class Submits {
  readonly #queue = new SubmitQueue<Entry>(({ ordinal }) => ordinal);
  readonly #written = new PerSecond();
  /** Submits, and the segments in them. */
  readonly #answered = new PerSecond();
  readonly #answeredSegments = new PerSecond();
  readonly #fullQueues = new FullQueues();
  readonly #watch: MuteWatch;
  #connection: Connection | undefined;
  #outstanding = 0;
  #lastOrdinal = 0;
  #paceTimer: TimerHandle | undefined;
  /** From when to when every answer was that it is too much. */
  #throttling: { since: number; lastAt: number } | undefined;
  /** Of the text whose parts are being submitted. */
  #refusal: NotSent | undefined;
  /** Few enough wait that more were asked for. */
  #isLow = true;

  constructor(
    private readonly options: SubmitsOptions,
    private readonly pace: Pace,
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

  /** Of the last whole second. */
  get segmentsPerSecond(): number {
    return this.#written.last(this.clock.now());
  }

  /** See SmppLink.room. */
  get room(): number {
    const now = this.clock.now();
    if (!this.#connection || this.pace.isPaused(now)) return 0;
    const { windowSize, maxQueued } = this.options;
    const inHand = this.#outstanding + this.#queue.length;
    if (this.#watch.isMute || this.#takesNothing(now)) return Math.max(0, 1 - inHand);
    const most = Math.min(Math.max(WINDOWS_IN_HAND * windowSize, this.#answered.best(now)), maxQueued);
    return Math.max(0, Math.min(most - inHand, this.#mostQueued(now) - this.#queue.length));
  }

  /** Lets submits through to a bound connection. */
  open(connection: Connection): void {
    this.#connection = connection;
    this.#throttling = undefined;
    const now = this.clock.now();
    if (this.pace.isPaused(now)) this.#resumeIn(this.pace.waitMs(now));
  }

  /** Nothing more is written; what waits is settled as not sent, what was written awaits its answer. */
  shut(reason: 'not_bound' | 'stopped'): void {
    this.#connection = undefined;
    this.#watch.stop();
    this.#paceTimer?.cancel();
    this.#paceTimer = undefined;
    this.#settleQueue(reason);
  }

  submit(request: SubmitRequest): Promise<SubmitOutcome> {
    if (!fitsSubmit(request, this.options.style)) return notSent('invalid');
    if (!this.#connection) return notSent('not_bound');
    const now = this.clock.now();
    if (now >= request.expiresAtMs) return notSent('expired');
    if (request.follows !== true) this.#refusal = this.#refusalAt(now);
    if (this.#refusal) return notSent(this.#refusal);
    return new Promise((settle) => {
      this.#queue.push({ ordinal: ++this.#lastOrdinal, request, settle, writtenAt: undefined });
      if (this.#queue.length > this.#fewQueued()) this.#isLow = false;
      this.pump();
    });
  }

  /** Why no further text is taken. Asked once for all its parts: the first alone would be of no use on the phone. */
  #refusalAt(now: number): NotSent | undefined {
    if (this.#watch.isMute && this.#outstanding > 0) return 'mute';
    if (this.#takesNothing(now) && this.room === 0) return 'throttled';
    return this.#queue.length >= this.options.maxQueued ? 'queue_full' : undefined;
  }

  /** The pace is another one: what waits by the old one is looked at anew. */
  repace(): void {
    if (!this.pace.isPaused(this.clock.now())) {
      this.#paceTimer?.cancel();
      this.#paceTimer = undefined;
    }
    this.pump();
  }

  /** Writes what the window, the pace and the socket allow. */
  pump(): void {
    while (this.#queue.length > 0 && this.#connection?.isWritable && this.#outstanding < this.options.windowSize) {
      const now = this.clock.now();
      const waitMs = this.pace.waitMs(now);
      if (waitMs > 0) return this.#pumpIn(waitMs);
      const entry = this.#queue.shift();
      if (!entry) return;
      this.#write(entry, this.#connection, now);
      this.#tellLow();
    }
  }

  #pumpIn(ms: number): void {
    this.#paceTimer ??= this.clock.after(Math.ceil(ms), () => {
      this.#paceTimer = undefined;
      this.pump();
    });
  }

  /** Told once while the queue runs down, early enough that the next ones are here before it is empty. */
  #tellLow(): void {
    if (this.#isLow || this.#queue.length > this.#fewQueued()) return;
    this.#isLow = true;
    this.events.onRoom();
  }

  /** What waits here is written within a second. */
  #mostQueued(now: number): number {
    const limit = this.pace.limit(now);
    return limit === null ? Infinity : Math.ceil(limit);
  }

  #fewQueued(): number {
    const limit = this.pace.limit(this.clock.now());
    return limit === null ? this.options.windowSize : Math.min(this.options.windowSize, Math.ceil(limit) >> 1);
  }

  #write(entry: Entry, connection: Connection, now: number): void {
    const { request, settle } = entry;
    if (now >= request.expiresAtMs) return this.#drop(entry, 'expired');
    if (!this.#mayWrite(request)) return this.#drop(entry, 'revoked');
    const body = submitBody(request, this.options.style, now);
    if (!body) return settle({ kind: 'not_sent', reason: 'invalid' });
    const isFirst = entry.writtenAt === undefined;
    entry.writtenAt = now;
    this.#outstanding++;
    const { onLateId, subject } = request;
    const isWritten = connection.request('submit_sm', body, {
      timeoutMs: this.options.responseTimeoutMs,
      settle: (answer) => this.#settle(answer, entry),
      subject,
      onLate: onLateId && ((response) => this.#tellLate(response, onLateId)),
    });
    if (!isWritten) {
      this.#outstanding--;
      return settle({ kind: 'not_sent', reason: 'not_bound' });
    }
    const segments = segmentsOf(request);
    this.pace.wrote(now, segments);
    this.#written.add(now, segments);
    this.#watch.wrote(this.#outstanding === 1);
    if (isFirst) this.#guarded(() => request.onWrite?.(now));
  }

  /** What the carrier would say now of one that it throttled is not known: no one asks. */
  #drop({ writtenAt, settle }: Entry, reason: NotSent): void {
    if (writtenAt !== undefined) this.#throttling = undefined;
    settle({ kind: 'not_sent', reason });
  }

  #settle(answer: Answer, entry: Entry): void {
    this.#outstanding--;
    const wasShort = this.#watch.isMute || this.#takesNothing(this.clock.now());
    if (answer.kind === 'response') this.#watch.answered();
    if (!this.#isGivenBack(answer, entry)) entry.settle(this.#outcomeOf(answer));
    this.pump();
    if (wasShort && this.room > 0) this.events.onRoom();
    this.events.onSettled();
  }

  /**
   * The carrier wants it later: it waits at the head of the queue, unless nothing is written any more, or this carrier
   * does not take it: then another may.
   */
  #isGivenBack(answer: Answer, entry: Entry): boolean {
    if (answer.kind !== 'response') return false;
    const { commandStatus } = answer;
    const now = this.clock.now();
    if (!this.#isThrottle(commandStatus)) {
      this.pace.accepted();
      this.#throttling = undefined;
      this.#answered.add(now);
      this.#answeredSegments.add(now, segmentsOf(entry.request));
      if (commandStatus === STATUS.ESME_ROK) this.#fullQueues.taken(entry.request.destination);
      return false;
    }
    this.#throttling = { since: this.#throttlingSince(now) ?? now, lastAt: now };
    this.#slowDown(commandStatus, entry, now);
    if (this.#takesNothing(now)) this.#settleQueue('throttled');
    if (!this.#connection || this.#takesNothing(now)) return false;
    if (this.#isQueueOfPhone(commandStatus, entry, now)) {
      this.#throttling = undefined;
      return false;
    }
    this.#queue.giveBack(entry);
    return true;
  }

  /** One that throttles everything for so long is as good as mute: what waits for it would wait for its own end. */
  #takesNothing(now: number): boolean {
    const since = this.#throttlingSince(now);
    return since !== undefined && now - since >= this.options.muteAfterMs;
  }

  #throttlingSince(now: number): number | undefined {
    if (!this.#throttling || now - this.#throttling.lastAt > THROTTLING_STALE_MS) return undefined;
    return this.#throttling.since;
  }

  /** A carrier that means something else by these codes has a rule of its own for them. */
  #isThrottle(commandStatus: number): boolean {
    const isThrottle = commandStatus === STATUS.ESME_RTHROTTLED || commandStatus === STATUS.ESME_RMSGQFUL;
    return isThrottle && !this.options.statusActions.has(commandStatus);
  }

  #slowDown(commandStatus: number, { writtenAt = 0 }: Entry, now: number): void {
    if (!this.pace.refused(now, { writtenAt, acceptedPerSecond: this.#answeredSegments.best(now) })) return;
    this.events.onCounted('throttled');
    this.#paceTimer?.cancel();
    this.#paceTimer = undefined;
    if (this.#connection) this.#resumeIn(this.pace.waitMs(now));
    this.events.onThrottled(commandStatus);
  }

  /** At the end of the pause. */
  #resumeIn(ms: number): void {
    this.#paceTimer = this.clock.after(Math.ceil(ms), () => {
      this.#paceTimer = undefined;
      this.pump();
      if (this.room > 0) this.events.onRoom();
    });
  }

  #isQueueOfPhone(commandStatus: number, { request, writtenAt = 0 }: Entry, nowMs: number): boolean {
    if (commandStatus !== STATUS.ESME_RMSGQFUL) return false;
    return this.#fullQueues.isAgain(request.destination, { writtenAt, nowMs });
  }

  #outcomeOf(answer: Answer): SubmitOutcome {
    if (answer.kind === 'closed') return { kind: 'unknown', reason: 'closed' };
    if (answer.kind === 'timeout') {
      this.events.onCounted('response_timeout');
      return { kind: 'unknown', reason: 'timeout' };
    }
    if (answer.commandStatus !== STATUS.ESME_ROK || answer.isNack) {
      const commandStatus = answer.commandStatus || STATUS.ESME_RUNKNOWNERR;
      return {
        kind: 'refused',
        commandStatus,
        name: commandStatusName(commandStatus),
        action: actionFor(commandStatus, this.options.statusActions),
        isKnown: isKnownStatus(commandStatus, this.options.statusActions),
      };
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

function segmentsOf({ part }: SubmitRequest): number {
  return part.segments ?? 1;
}

function notSent(reason: NotSent): Promise<SubmitOutcome> {
  return Promise.resolve({ kind: 'not_sent', reason });
}
