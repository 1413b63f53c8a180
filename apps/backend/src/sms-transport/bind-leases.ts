import type { BindView } from '@codewire/contracts';
import type { Notifications } from '../database/notifications.js';
import type { BindLease, BindLeaseStore, Share } from './bind-lease.store.js';

/** See LeaseTimes. With these a dead process's binds are another's within ten seconds. */
export const BIND_LEASE_TIMES = { heldMs: 5_000, graceMs: 2_500, standingMs: 30_000 } as const;
const RENEW_MS = 1_000;
const GUARD_MS = 250;
const TELL_MS = 100;
/** Longest that the end of a bind takes after its drain: an unbind that is not answered. */
const UNBIND_MS = 2_000;
const DRAIN_MS = 3_000;
/** A bind that could not be renewed is ended this long before it may be another's, its drain and unbind included. */
const MARGIN_MS = 500;
/** A node waits so long for each bind that it has, up to five, before it takes one more: others may have none. */
const PATIENCE_MS = 100;

/** Whoever binds on the slots that this node holds. */
export interface SlotUser {
  /** How many binds each carrier permits that this node can bind to. */
  wanted(): ReadonlyMap<string, number>;
  open(carrierId: string, slot: number): void;
  /** Resolves once nothing of it is connected any more, and not much later than the drain. */
  close(carrierId: string, slot: number, drainMs: number): Promise<void>;
  /** For others to see. */
  views(carrierId: string, slot: number): BindView[];
}

export interface BindLeasesOptions {
  readonly store: BindLeaseStore;
  readonly node: string;
  readonly process: SenderProcess;
  readonly notifications: Notifications;
  readonly user: SlotUser;
  readonly log: (line: { event: string; carrier: string; slot: number }) => void;
  readonly onError: (error: unknown) => void;
}

/** How this process is told from others, and what it knows of theirs. */
export interface SenderProcess {
  readonly identity: string;
  /** True only when that process has certainly ended. */
  hasEnded(identity: string): boolean;
}

interface Held extends BindLease {
  /** performance.now(): until then no other node binds on it, whatever happens to this one. */
  validUntil: number;
  /** performance.now(): whoever had it before has let go by then. */
  readonly usableAt: number;
  phase: 'waiting' | 'open' | 'closing';
  isGivenBack: boolean;
}

/**
 * Which of the binds that carriers permit are this node's. All nodes together never have more of them open than that,
 * as long as clocks run equally fast: a bind is opened only under a lease, and ended by this node's own monotonic clock
 * before the lease may be another's, whether the database can be reached or not. Nodes that have fewer binds than others
 * ask for one of theirs.
 */
export class BindLeases {
  private readonly held = new Map<string, Held>();
  /** By carrier: performance.now() from which one more may be taken. */
  private readonly patience = new Map<string, number>();
  private readonly wakers = new Set<NodeJS.Timeout>();
  private readonly closings = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];
  private turning: Promise<void> | undefined;
  private isWoken = false;
  private isStopping = false;
  private isTellingSoon = false;

  constructor(private readonly options: BindLeasesOptions) {
    options.notifications.on('codewire_binds', (words) => this.hear(words));
  }

  /** Resolves when what is free was asked for once, and is open. */
  async start(): Promise<void> {
    this.timers = [setInterval(() => this.wake(), RENEW_MS), setInterval(() => this.guard(), GUARD_MS)];
    await this.wake();
  }

  /** Ends every bind and gives it back. Nothing is held when it resolves, but where the database does not answer. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.turning;
    for (const held of this.held.values()) this.giveUp(held);
    // Leases are renewed until the last bind has ended.
    await Promise.all(this.closings);
    for (const timer of [...this.timers, ...this.wakers]) clearTimeout(timer);
    this.timers = [];
    await this.turning;
    await this.giveBack().catch(this.options.onError);
  }

  /** True while this node may write on it. */
  isHeld(carrierId: string, slot: number): boolean {
    const held = this.held.get(keyOf({ carrierId, slot }));
    return held !== undefined && held.validUntil > performance.now();
  }

  /** Looks at once at what is wanted, held and free. Never rejects; resolves when that is done. */
  wake(): Promise<void> {
    this.isWoken = true;
    this.turning ??= this.turns().finally(() => {
      this.turning = undefined;
    });
    return this.turning;
  }

  /** A bind has changed: others see it soon, however often it changes. */
  tellSoon(): void {
    if (this.isTellingSoon || this.timers.length === 0) return;
    this.isTellingSoon = true;
    this.wakeIn(TELL_MS);
  }

  private async turns(): Promise<void> {
    while (this.isWoken) {
      this.isWoken = false;
      await this.turn().catch(this.options.onError);
    }
  }

  private async turn(): Promise<void> {
    await this.renew();
    const wanted = this.options.user.wanted();
    for (const held of this.held.values()) {
      if (held.slot > (wanted.get(held.carrierId) ?? 0)) this.giveUp(held);
    }
    await this.giveBack();
    if (this.isStopping) return;
    this.openThoseDue();
    const short = [...wanted].filter(([carrierId, binds]) => this.countOf(carrierId) < binds);
    if (short.length === 0) return;
    const shares = await this.options.store.listShares(short.map(([carrierId]) => carrierId));
    for (const [carrierId, binds] of short) await this.takeMore(carrierId, binds, this.endedOf(shares));
    await this.askForShare(shares);
  }

  private async renew(): Promise<void> {
    const leases = [...this.held.values()];
    if (leases.length === 0) return;
    const { store, node, user } = this.options;
    this.isTellingSoon = false;
    const askedAt = performance.now();
    const told = leases.map((held) => ({ ...held, state: user.views(held.carrierId, held.slot) }));
    const ours = new Set((await store.renew(node, told)).map(keyOf));
    for (const held of leases) {
      if (ours.has(keyOf(held))) held.validUntil = askedAt + BIND_LEASE_TIMES.heldMs;
      else this.lose(held);
    }
  }

  private lose(held: Held): void {
    this.held.delete(keyOf(held));
    this.options.log({ event: 'bind_lost', carrier: held.carrierId, slot: held.slot });
    if (held.phase === 'open') this.close(held);
  }

  private openThoseDue(): void {
    for (const held of this.held.values()) {
      if (held.phase !== 'waiting' || held.isGivenBack || !this.isSure(held)) continue;
      const inMs = held.usableAt - performance.now();
      if (inMs > 0) {
        this.wakeIn(inMs);
        continue;
      }
      held.phase = 'open';
      this.options.user.open(held.carrierId, held.slot);
    }
  }

  /** What could not be renewed is ended in time; where it turns out that nobody took it, it is opened again. */
  private guard(): void {
    for (const held of this.held.values()) if (held.phase === 'open' && !this.isSure(held)) this.close(held);
  }

  /** There is time left to end it in good order before it may be another's. */
  private isSure({ validUntil }: Held): boolean {
    return validUntil - MARGIN_MS > performance.now();
  }

  private giveUp(held: Held): void {
    if (held.isGivenBack) return;
    held.isGivenBack = true;
    if (held.phase === 'open') this.close(held);
    else if (!this.isStopping) void this.wake();
  }

  private close(held: Held): void {
    held.phase = 'closing';
    const leftMs = held.validUntil + BIND_LEASE_TIMES.graceMs - performance.now();
    const drainMs = Math.min(DRAIN_MS, Math.max(0, leftMs - UNBIND_MS - MARGIN_MS));
    const closing = this.options.user
      .close(held.carrierId, held.slot, drainMs)
      .catch(this.options.onError)
      .then(() => {
        held.phase = 'waiting';
        this.closings.delete(closing);
        if (this.timers.length > 0) void this.wake();
      });
    this.closings.add(closing);
  }

  private async giveBack(): Promise<void> {
    const closed = [...this.held.values()].filter(({ phase, isGivenBack }) => isGivenBack && phase === 'waiting');
    if (closed.length === 0) return;
    await this.options.store.giveBack(this.options.node, closed);
    for (const held of closed) this.held.delete(keyOf(held));
  }

  /** The first one at once, each further one a moment later: a node that has none comes before one that has some. */
  private async takeMore(carrierId: string, binds: number, ended: readonly string[]): Promise<void> {
    const now = performance.now();
    const has = this.countOf(carrierId);
    if (has > 0) {
      const mayAt = this.patience.get(carrierId);
      if (mayAt === undefined) return this.takePatience(carrierId, has);
      if (mayAt > now) return;
      this.patience.delete(carrierId);
    }
    if (this.isStopping) return;
    const isTaken = await this.take(carrierId, ended);
    if (isTaken && has + 1 < binds) this.takePatience(carrierId, has + 1);
  }

  private takePatience(carrierId: string, has: number): void {
    const waitMs = PATIENCE_MS * Math.min(has, 5);
    this.patience.set(carrierId, performance.now() + waitMs);
    this.wakeIn(waitMs);
  }

  private async take(carrierId: string, ended: readonly string[]): Promise<boolean> {
    const { store, node, process, log } = this.options;
    for (;;) {
      const askedAt = performance.now();
      const known = this.heldOf(carrierId).map(({ slot }) => slot);
      const outcome = await store.take(carrierId, { node, process: process.identity, known, ended });
      if (outcome.kind === 'none') return false;
      if (outcome.kind === 'contested') continue;
      const held: Held = {
        ...outcome.lease,
        validUntil: askedAt + BIND_LEASE_TIMES.heldMs,
        usableAt: performance.now() + outcome.usableInMs,
        phase: 'waiting',
        isGivenBack: false,
      };
      this.held.set(keyOf(held), held);
      log({ event: 'bind_taken', carrier: carrierId, slot: held.slot });
      if (!this.isStopping) this.openThoseDue();
      return true;
    }
  }

  /** A process that crashed left its leases behind: who sees from the same machine that it is gone need not wait. */
  private endedOf(shares: readonly Share[]): string[] {
    const { node, process } = this.options;
    return shares.filter((share) => share.node !== node && process.hasEnded(share.process)).map((share) => share.node);
  }

  /** Asks whoever has the most binds of a carrier for one, where that has at least two more than this node. */
  private async askForShare(shares: readonly Share[]): Promise<void> {
    const { store, node } = this.options;
    const richest = new Map<string, Share>();
    for (const share of shares) {
      if (share.node !== node && share.slots > (richest.get(share.carrierId)?.slots ?? 0)) {
        richest.set(share.carrierId, share);
      }
    }
    for (const { carrierId, node: other, slots } of richest.values()) {
      const has = this.countOf(carrierId);
      // What is on its way out may be what this node was asked for.
      if (this.heldOf(carrierId).length === has && slots >= has + 2) await store.say(`${carrierId} ${other} ${has}`);
    }
  }

  private hear(words: string): void {
    const [carrierId = '', node, has] = words.split(' ');
    if (this.timers.length === 0 || this.isStopping) return;
    if (node === this.options.node) this.share(carrierId, Number(has));
    // Somebody has given one back; or notifications may have been missed.
    if (words === '') void this.wake();
  }

  /** Gives one of its binds to a node that has fewer; the next only when that one is given. */
  private share(carrierId: string, otherHas: number): void {
    const mine = this.heldOf(carrierId);
    if (mine.some(({ isGivenBack }) => isGivenBack) || !(mine.length >= otherHas + 2)) return;
    const last = mine.reduce((one, other) => (one.slot > other.slot ? one : other));
    this.giveUp(mine.find(({ phase }) => phase === 'waiting') ?? last);
  }

  private heldOf(carrierId: string): Held[] {
    return [...this.held.values()].filter((held) => held.carrierId === carrierId);
  }

  private countOf(carrierId: string): number {
    return this.heldOf(carrierId).filter(({ isGivenBack }) => !isGivenBack).length;
  }

  private wakeIn(ms: number): void {
    const timer = setTimeout(() => {
      this.wakers.delete(timer);
      void this.wake();
    }, ms);
    this.wakers.add(timer);
  }
}

const keyOf = ({ carrierId, slot }: Pick<BindLease, 'carrierId' | 'slot'>) => `${carrierId} ${slot}`;
