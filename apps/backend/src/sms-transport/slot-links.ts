import type { BindView } from '@codewire/contracts';
import {
  commandStatusName,
  SmppLink,
  type CredentialRefusals,
  type LinkDirection,
  type LinkHandlers,
  type LinkOptions,
  type StateChange,
} from '@codewire/sms';
import type { Carrier } from './carrier.store.js';
import { directionsOf, linkOptionsOf, type LinkAccount } from './link-account.js';

const DRAIN_MS = 3_000;
/** How long a bind may take to come up before the next one of a carrier is ended to be made anew. */
const REBIND_MS = 5_000;

export type SlotHandlers = Omit<LinkHandlers, 'onState'> & {
  onState(direction: LinkDirection, change: StateChange): void;
  /** No link can be made of what the carrier's row says. */
  onUnusable(error: unknown): void;
};

/** One of the binds that a carrier permits: a transceiver, or a transmitter and a receiver. */
export class SlotLinks {
  private links: readonly SmppLink[] = [];
  private account: LinkAccount | undefined;
  private isOpen = false;
  private ending: Promise<unknown> | undefined;
  private onSettled: () => void = () => undefined;
  private readonly idleSince = new Date();

  constructor(
    private readonly slot: number,
    private readonly accountNow: () => LinkAccount,
    /** Shared by all binds of the account. */
    private readonly refusalsNow: () => CredentialRefusals,
    private readonly handlers: SlotHandlers,
  ) {}

  /** What its links were made of. */
  get madeOf(): Carrier | undefined {
    return this.account?.carrier;
  }

  get isBound(): boolean {
    return this.submitting?.isBound ?? false;
  }

  get room(): number {
    return this.submitting?.room ?? 0;
  }

  /** The link that takes submits. */
  get submitting(): SmppLink | undefined {
    return this.isOpen ? this.links[0] : undefined;
  }

  open(): void {
    this.isOpen = true;
    this.begin();
  }

  /** Resolves once nothing is connected any more; what waits is settled as not sent, what was written awaits its answer. */
  async close(drainMs: number): Promise<void> {
    this.isOpen = false;
    await this.end(drainMs);
  }

  /** Ends the bind and makes it anew; resolves when it is bound again, or may be so later. */
  async rebind(): Promise<void> {
    if (!this.isOpen) return;
    await this.end(DRAIN_MS);
    if (!this.isOpen) return;
    const settled = this.untilSettled();
    this.begin();
    await settled;
  }

  setRate(segmentsPerSecond: number | null): void {
    for (const link of this.links) link.setRate(segmentsPerSecond);
  }

  views(node: string): BindView[] {
    if (this.links.length > 0) return this.links.map((link) => viewOf(link, this.slot, node));
    if (!this.isOpen) return [];
    return directionsOf(this.accountNow().carrier).map((direction) =>
      idleView(direction, this.slot, node, this.idleSince),
    );
  }

  private begin(): void {
    if (this.links.length > 0 || this.ending !== undefined) return;
    this.account = this.accountNow();
    const refusals = this.refusalsNow();
    try {
      this.links = directionsOf(this.account.carrier).map((direction) =>
        this.createLink({ ...linkOptionsOf(this.account!, direction), refusals }, direction),
      );
    } catch (error) {
      return this.handlers.onUnusable(error);
    }
    for (const link of this.links) link.start();
  }

  private createLink(options: LinkOptions, direction: LinkDirection): SmppLink {
    return new SmppLink(options, {
      ...this.handlers,
      onState: (change) => {
        this.handlers.onState(direction, change);
        if (change.state === 'down' || this.links.every(({ isBound }) => isBound)) this.onSettled();
      },
    });
  }

  /** Once at a time, by the shortest time that any asks for; what was opened meanwhile begins at its end. */
  private async end(drainMs: number): Promise<void> {
    const stopped = Promise.all(this.links.map((link) => link.stop({ drainMs })));
    this.ending ??= stopped.then(() => {
      this.links = [];
      this.ending = undefined;
      if (this.isOpen) this.begin();
    });
    await this.ending;
  }

  private untilSettled(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REBIND_MS);
      this.onSettled = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function viewOf(link: SmppLink, slot: number, node: string): BindView {
  const now = link.snapshot();
  return {
    slot,
    direction: now.direction,
    node,
    state: now.state,
    reason: now.reason,
    command_status: now.commandStatus === null ? null : commandStatusName(now.commandStatus),
    since: new Date(now.since).toISOString(),
    window_used: now.windowUsed,
    waiting: now.waiting,
    tps: now.segmentsLastSecond,
    tps_limit: now.segmentsPerSecondLimit,
    rtt_ms: now.rttMs,
  };
}

/** Taken, and not to be used yet: whoever had it before may still be bound. */
function idleView(direction: LinkDirection, slot: number, node: string, since: Date): BindView {
  return {
    slot,
    direction,
    node,
    state: 'idle',
    reason: 'not_started',
    command_status: null,
    since: since.toISOString(),
    window_used: 0,
    waiting: 0,
    tps: 0,
    tps_limit: null,
    rtt_ms: null,
  };
}
