import { setTimeout as wait } from 'node:timers/promises';
import type { BindView, TracedPdu } from '@codewire/contracts';
import {
  commandStatusName,
  type InboundMessage,
  type LinkDirection,
  type Receipt,
  type StateChange,
} from '@codewire/sms';
import type { Notifications } from '../database/notifications.js';
import type { Keyring } from '../platform/keyring.js';
import type { LogLine } from '../platform/log.js';
import type { Metrics } from '../platform/metrics.js';
import type { BindStateView } from '../platform/ports.js';
import type { BindLeaseStore } from './bind-lease.store.js';
import { BindLeases } from './bind-leases.js';
import { stateOf } from './bind-state.js';
import { CarrierLinks, type BoundLink } from './carrier-links.js';
import type { Carrier, CarrierStore } from './carrier.store.js';
import { openAccount } from './link-account.js';
import { hasEnded, processIdentity } from './sender-process.js';
import type { SlotHandlers } from './slot-links.js';

const RELOAD_MS = 30_000;
/** A probe of this process waits no longer. */
const PATIENCE_MS = 500;

/** Who stores what carriers deliver, durably; only then is the carrier told that we have it. */
export interface DeliveredHandler {
  /** With one that nobody flagged comes what it is if it is no receipt of ours. */
  receipt(carrierId: string, receipt: Receipt, orInbound?: InboundMessage): Promise<void>;
  inbound(carrierId: string, message: InboundMessage): Promise<void>;
}

export interface LinkRegistryOptions {
  readonly store: CarrierStore;
  readonly leaseStore: BindLeaseStore;
  readonly keyring: Keyring;
  readonly notifications: Notifications;
  readonly metrics: Metrics;
  readonly node: string;
  /** False on a node that only serves the API: it binds nowhere. */
  readonly isSender: boolean;
  readonly log: (line: LogLine) => void;
  readonly onError: (event: string, error: unknown) => void;
}

/** Knows carriers, and on a sender node keeps the binds that its leases allow. */
export class LinkRegistry {
  private carriers: ReadonlyMap<string, Carrier> = new Map();
  private readonly links = new Map<string, CarrierLinks>();
  /** Binds by carrier that this node may ask for: of those that are switched on, and whose secrets it can read. */
  private wanted: ReadonlyMap<string, number> = new Map();
  private readonly leases: BindLeases;
  private readonly roomListeners: ((carrierId: string) => void)[] = [];
  private delivered: DeliveredHandler | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();
  private isStopped = false;
  private readonly startedAt = new Date();

  constructor(private readonly options: LinkRegistryOptions) {
    const { leaseStore, node, notifications, log, onError } = options;
    notifications.on('codewire_carriers', () => void this.reload());
    this.leases = new BindLeases({
      store: leaseStore,
      node,
      process: { identity: processIdentity(), hasEnded },
      notifications,
      user: {
        wanted: () => this.wanted,
        open: (carrierId, slot) => this.links.get(carrierId)?.open(slot),
        close: (carrierId, slot, drainMs) => this.close(carrierId, slot, drainMs),
        views: (carrierId, slot) => this.links.get(carrierId)?.views(slot) ?? [],
      },
      log,
      onError: (error) => onError('binds_not_leased', error),
    });
  }

  /** Call before `start`: a receipt may come in the same packet as the answer to the bind. */
  handleDelivered(handler: DeliveredHandler): void {
    this.delivered = handler;
  }

  /** Called when a link is bound, or has room again after it was short of it: what waits for it may go out. */
  onRoom(listener: (carrierId: string) => void): void {
    this.roomListeners.push(listener);
  }

  async start(): Promise<void> {
    await this.load();
    if (this.options.isSender) await this.leases.start();
    this.timer = setInterval(() => void this.reload(), RELOAD_MS);
  }

  /** Every outstanding submit is answered or settled, and every bind given back, before this resolves. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.reloading;
    if (this.options.isSender) await this.leases.stop();
  }

  carrier(id: string): Carrier | undefined {
    return this.carriers.get(id);
  }

  /** The bind of a carrier that has the most room, when this node holds one that takes messages. */
  boundLink(carrierId: string): BoundLink | undefined {
    return this.links.get(carrierId)?.boundLink();
  }

  /** How many messages this node's binds to a carrier would send without a long wait; 0 where it has none. */
  room(carrierId: string): number {
    return this.links.get(carrierId)?.room ?? 0;
  }

  /** How each carrier fares, over all nodes; where the database does not answer soon, by this node's own binds. */
  async binds(): Promise<BindStateView[]> {
    const patience = new AbortController();
    const tooLate = wait(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => this.ownStates());
    const states = await Promise.race([this.heldStates(), tooLate]).catch(() => this.ownStates());
    patience.abort();
    tooLate.catch(() => undefined);
    return [...this.carriers.values()].map(({ id: carrierId, name, isSimulated, status }) => ({
      carrierId,
      name,
      isSimulated,
      ...stateOf(states.get(carrierId) ?? [], { isEnabled: status !== 'disabled', since: this.startedAt }),
    }));
  }

  /** The last PDUs to and from a carrier that passed this node, newest first. */
  traced(carrierId: string): TracedPdu[] {
    return this.links.get(carrierId)?.traced() ?? [];
  }

  private async heldStates(): Promise<Map<string, BindView[]>> {
    const states = new Map<string, BindView[]>();
    for (const { carrierId, state } of await this.options.leaseStore.listHeld()) {
      states.set(carrierId, [...(states.get(carrierId) ?? []), ...state]);
    }
    // Of its own it knows better than it has told.
    for (const [carrierId, own] of this.ownStates()) {
      const others = (states.get(carrierId) ?? []).filter(({ node }) => node !== this.options.node);
      states.set(carrierId, [...others, ...own]);
    }
    return states;
  }

  private ownStates(): Map<string, BindView[]> {
    return new Map([...this.links].map(([carrierId, links]) => [carrierId, links.allViews()]));
  }

  private reload(): Promise<void> {
    this.reloading = this.reloading
      .then(async () => {
        if (this.isStopped) return;
        await this.load();
        if (this.timer !== undefined && this.options.isSender) void this.leases.wake();
      })
      .catch((error: Error) => {
        this.options.log({ event: 'carriers_not_read', error: error.message });
      });
    return this.reloading;
  }

  private async load(): Promise<void> {
    const carriers = await this.options.store.listCarriers();
    this.carriers = new Map(carriers.map((carrier) => [carrier.id, carrier]));
    if (!this.options.isSender) return;
    this.wanted = new Map(carriers.flatMap((carrier) => this.wantedOf(carrier)));
    for (const [carrierId, links] of this.links) {
      if (!this.carriers.has(carrierId) && links.allViews().length === 0) this.links.delete(carrierId);
    }
  }

  /** None of a carrier whose secrets this node's keyring does not open: that one is down here, the others are not. */
  private wantedOf(carrier: Carrier): [string, number][] {
    if (carrier.status === 'disabled') return [];
    const account = openAccount(this.options.keyring, carrier);
    if (account === undefined) {
      this.options.log({ event: 'carrier_password_sealed_otherwise', carrier: carrier.id });
      return [];
    }
    const present = this.links.get(carrier.id);
    if (present === undefined) {
      const links: CarrierLinks = new CarrierLinks(account, {
        node: this.options.node,
        isHeld: (slot) => this.leases.isHeld(carrier.id, slot),
        handlers: (slot) => this.handlersOf(carrier.id, slot),
        onRoom: () => this.tellRoom(carrier.id),
      });
      this.links.set(carrier.id, links);
    } else present.update(account);
    return [[carrier.id, carrier.binds]];
  }

  private handlersOf(carrierId: string, slot: number): Omit<SlotHandlers, 'onTrace'> {
    const { metrics, onError } = this.options;
    return {
      onState: (direction, change) => this.changed({ carrierId, slot, direction }, change),
      onRoom: () => this.tellRoom(carrierId),
      onReceipt: (receipt, orInbound) => this.storeWith().receipt(carrierId, receipt, orInbound),
      onInbound: (message) => this.storeWith().inbound(carrierId, message),
      onCounted: (event) => metrics.linkEvent(carrierId, event),
      onUnusable: (error) => onError('carrier_unusable', error),
    };
  }

  private changed(bind: { carrierId: string; slot: number; direction: LinkDirection }, change: StateChange): void {
    const { carrierId, slot, direction } = bind;
    const { state, reason, commandStatus, code } = change;
    this.countStates(carrierId);
    this.options.log({
      event: 'bind',
      carrier: carrierId,
      slot,
      direction,
      state,
      reason,
      ...(commandStatus !== undefined && { command_status: commandStatusName(commandStatus) }),
      ...(code !== undefined && { error_code: code }),
    });
    if (state === 'bound') this.tellRoom(carrierId);
    this.leases.tellSoon();
  }

  private async close(carrierId: string, slot: number, drainMs: number): Promise<void> {
    await this.links.get(carrierId)?.close(slot, drainMs);
    this.countStates(carrierId);
  }

  private countStates(carrierId: string): void {
    const views = this.links.get(carrierId)?.allViews() ?? [];
    this.options.metrics.bindStates(
      carrierId,
      views.map(({ state }) => state),
    );
  }

  private tellRoom(carrierId: string): void {
    for (const listener of this.roomListeners) listener(carrierId);
  }

  private storeWith(): DeliveredHandler {
    if (this.delivered === undefined) throw new Error('no one stores what carriers deliver');
    return this.delivered;
  }
}
