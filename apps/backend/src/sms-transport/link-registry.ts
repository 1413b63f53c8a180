import { SmppLink, type InboundMessage, type Receipt, type StateChange } from '@codewire/sms';
import type { Notifications } from '../database/notifications.js';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import type { BindStateView } from '../platform/ports.js';
import { openPassword, type Carrier, type CarrierStore } from './carrier.store.js';

const RELOAD_MS = 30_000;

/** Who stores what carriers deliver, durably; only then is the carrier told that we have it. */
export interface DeliveredHandler {
  /** With one that nobody flagged comes what it is if it is no receipt of ours. */
  receipt(carrierId: string, receipt: Receipt, orInbound?: InboundMessage): Promise<void>;
  inbound(carrierId: string, message: InboundMessage): Promise<void>;
}

export interface LinkRegistryOptions {
  readonly store: CarrierStore;
  readonly keyring: Keyring;
  readonly notifications: Notifications;
  readonly metrics: Metrics;
  /** False on a node that only serves the API: it binds nowhere. */
  readonly isSender: boolean;
  readonly log: (line: { event: string; carrier?: string } & Record<string, unknown>) => void;
}

interface Held {
  readonly carrier: Carrier;
  readonly link: SmppLink;
  /** The last change of state, as the link told it. */
  change: StateChange | undefined;
}

/** Knows carriers, and keeps one link per enabled carrier on a sender node. */
export class LinkRegistry {
  private carriers: ReadonlyMap<string, Carrier> = new Map();
  private readonly held = new Map<string, Held>();
  private readonly roomListeners: ((carrierId: string) => void)[] = [];
  private delivered: DeliveredHandler | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();
  private isStopped = false;
  private readonly startedAt = Date.now();

  constructor(private readonly options: LinkRegistryOptions) {
    options.notifications.on('codewire_carriers', () => void this.reload());
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
    this.timer = setInterval(() => void this.reload(), RELOAD_MS);
  }

  /** Every outstanding submit is answered or settled before this resolves. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.reloading;
    await Promise.all([...this.held.values()].map(({ link }) => link.stop({ drainMs: 3_000 })));
  }

  carrier(id: string): Carrier | undefined {
    return this.carriers.get(id);
  }

  /** The link of a carrier when this node holds one that is bound. */
  boundLink(carrierId: string): SmppLink | undefined {
    const link = this.held.get(carrierId)?.link;
    return link?.isBound === true ? link : undefined;
  }

  /** How many messages this node's link to a carrier would send without a long wait; 0 where it has none. */
  room(carrierId: string): number {
    return this.held.get(carrierId)?.link.room ?? 0;
  }

  binds(): BindStateView[] {
    return [...this.carriers.values()].map((carrier) => {
      const change = this.held.get(carrier.id)?.change;
      return {
        carrierId: carrier.id,
        name: carrier.name,
        isSimulated: carrier.isSimulated,
        state: change?.state ?? 'idle',
        reason: change?.reason ?? (this.options.isSender ? 'not_enabled' : 'not_a_sender'),
        since: new Date(change?.at ?? this.startedAt),
      };
    });
  }

  private reload(): Promise<void> {
    this.reloading = this.reloading
      .then(() => (this.isStopped ? undefined : this.load()))
      .catch((error: Error) => {
        this.options.log({ event: 'carriers_not_read', error: error.message });
      });
    return this.reloading;
  }

  private async load(): Promise<void> {
    const carriers = await this.options.store.listCarriers();
    this.carriers = new Map(carriers.map((carrier) => [carrier.id, carrier]));
    if (this.options.isSender) await this.holdLinks();
  }

  private async holdLinks(): Promise<void> {
    for (const [id, held] of this.held) {
      if (isSameAccount(held.carrier, this.carriers.get(id))) continue;
      this.held.delete(id);
      await held.link.stop({ drainMs: 3_000 });
    }
    for (const carrier of this.carriers.values()) {
      if (carrier.status === 'disabled' || this.held.has(carrier.id)) continue;
      const link = this.createLink(carrier);
      if (link === undefined) continue;
      this.held.set(carrier.id, { carrier, link, change: undefined });
      link.start();
    }
  }

  /** Undefined when this node's keyring does not open the password: that carrier is down, the others are not. */
  private createLink(carrier: Carrier): SmppLink | undefined {
    const { keyring, metrics, log } = this.options;
    const password = openPassword(keyring, carrier);
    if (password === undefined) return void log({ event: 'carrier_password_sealed_otherwise', carrier: carrier.id });
    return new SmppLink(
      {
        host: carrier.host,
        port: carrier.port,
        systemId: carrier.systemId,
        systemType: carrier.systemType,
        password,
        windowSize: carrier.windowSize,
      },
      {
        onState: (change) => {
          const held = this.held.get(carrier.id);
          if (held !== undefined) held.change = change;
          metrics.bindState(carrier.id, change.state);
          log({ event: 'bind', carrier: carrier.id, state: change.state, reason: change.reason });
          if (change.state === 'bound') this.tellRoom(carrier.id);
        },
        onRoom: () => this.tellRoom(carrier.id),
        onReceipt: (receipt, orInbound) => this.storeWith().receipt(carrier.id, receipt, orInbound),
        onInbound: (message) => this.storeWith().inbound(carrier.id, message),
        onCounted: (event) => metrics.linkEvent(carrier.id, event),
      },
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

function isSameAccount(held: Carrier, now: Carrier | undefined): boolean {
  return (
    now !== undefined &&
    now.status !== 'disabled' &&
    now.host === held.host &&
    now.port === held.port &&
    now.systemId === held.systemId &&
    now.systemType === held.systemType &&
    now.windowSize === held.windowSize &&
    now.passwordSealed.equals(held.passwordSealed)
  );
}
