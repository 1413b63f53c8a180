import type { BindView, TracedPdu } from '@codewire/contracts';
import { CredentialRefusals, type SubmitOutcome, type SubmitRequest } from '@codewire/sms';
import type { Carrier } from './carrier.store.js';
import { bindRate, type LinkAccount } from './link-account.js';
import { rebindsOf } from './rebinds.js';
import { SlotLinks, type SlotHandlers } from './slot-links.js';
import { TraceRing } from './trace-ring.js';

/** Where a message is handed to: one bind, so that the parts of a text go the same way. */
export interface BoundLink {
  submit(request: SubmitRequest): Promise<SubmitOutcome>;
}

export interface CarrierLinksOptions {
  readonly node: string;
  /** False once another node may hold the slot. */
  readonly isHeld: (slot: number) => boolean;
  readonly handlers: (slot: number) => Omit<SlotHandlers, 'onTrace'>;
  /** There is room where there was none, and no link that could tell. */
  readonly onRoom: () => void;
}

/** This node's binds to one carrier. They share nothing but the account; each has its window, its pace and its queue. */
export class CarrierLinks {
  private readonly slots = new Map<number, SlotLinks>();
  private readonly trace = new TraceRing();
  private refusals = new CredentialRefusals();
  private rebinding: Promise<void> = Promise.resolve();

  constructor(
    private account: LinkAccount,
    private readonly options: CarrierLinksOptions,
  ) {}

  private get carrier(): Carrier {
    return this.account.carrier;
  }

  /** How many submits its binds would write without a long wait. None while the carrier is paused. */
  get room(): number {
    return this.usable().reduce((sum, { room }) => sum + room, 0);
  }

  /** The bind that has the most room, when there is one that takes messages. */
  boundLink(): BoundLink | undefined {
    const [first, ...others] = this.usable();
    if (first === undefined) return undefined;
    const { slot, link } = others.reduce((best, one) => (one.room > best.room ? one : best), first);
    const mayWrite = () => this.options.isHeld(slot);
    return {
      submit: (request) => link.submit({ ...request, mayWrite: () => mayWrite() && (request.mayWrite?.() ?? true) }),
    };
  }

  open(slot: number): void {
    this.slotOf(slot).open();
  }

  async close(slot: number, drainMs: number): Promise<void> {
    await this.slots.get(slot)?.close(drainMs);
    // As when the carrier is disabled: whoever opens one again wants it tried.
    if (this.allViews().length === 0) this.refusals = new CredentialRefusals();
  }

  views(slot: number): BindView[] {
    return this.slotOf(slot).views(this.options.node);
  }

  allViews(): BindView[] {
    return [...this.slots.values()].flatMap((links) => links.views(this.options.node));
  }

  /** Newest first, decoded: what is secret, and what people wrote, stays in here. */
  traced(): TracedPdu[] {
    return this.trace.read(this.options.node);
  }

  /** The carrier as its row is now. Binds that have to be made anew are so one after the other: the rest goes on meanwhile. */
  update(account: LinkAccount): void {
    const before = this.carrier;
    this.account = account;
    // What was refused was another account.
    if (isMadeOtherwise(before, this.carrier)) this.refusals = new CredentialRefusals();
    if (bindRate(before) !== bindRate(this.carrier)) {
      for (const slot of this.slots.values()) slot.setRate(bindRate(this.carrier));
    }
    this.rebinding = this.rebinding.then(() => this.rebindOutdated());
    if (before.status !== 'enabled' && this.carrier.status === 'enabled') this.options.onRoom();
  }

  private async rebindOutdated(): Promise<void> {
    for (const links of this.slots.values()) {
      if (links.madeOf !== undefined && isMadeOtherwise(links.madeOf, this.carrier)) await links.rebind();
    }
  }

  private usable() {
    if (this.carrier.status !== 'enabled') return [];
    return [...this.slots].flatMap(([slot, links]) => {
      const link = links.submitting;
      return link?.isBound && this.options.isHeld(slot) ? [{ slot, link, room: link.room }] : [];
    });
  }

  private slotOf(slot: number): SlotLinks {
    const present = this.slots.get(slot);
    if (present !== undefined) return present;
    const onTrace: SlotHandlers['onTrace'] = (pdu) => this.trace.add(slot, pdu);
    const made = new SlotLinks(
      slot,
      () => this.account,
      () => this.refusals,
      { ...this.options.handlers(slot), onTrace },
    );
    this.slots.set(slot, made);
    return made;
  }
}

/** Whether a bind has to be made anew. How many there may be, and whether any, is for the leases to say. */
function isMadeOtherwise(before: Carrier, now: Carrier): boolean {
  return rebindsOf({ ...before, status: 'enabled' }, { ...now, status: 'enabled', binds: before.binds }).length > 0;
}
