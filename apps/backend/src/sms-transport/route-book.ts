import { CarrierSettings } from '@codewire/contracts';
import type { Notifications } from '../database/notifications.js';
import { AnswerRules } from './answer-rules.js';
import type { Carrier, CarrierStore } from './carrier.store.js';
import { chooseCarrier, explainRoute, type Explanation, type Standing } from './explain-route.js';
import type { Health } from './health.js';
import { priceOf, type Price, type PriceList } from './prices.js';
import type { RouteBookStore } from './route-book.store.js';
import type { RouteStore } from './route.store.js';
import { decideRoute, orderCarriers, type Decision, type Destination, type RouteTable } from './routing.js';
import { chooseSender, type SenderQuestion, type SenderRule } from './senders.js';

const RELOAD_MS = 30_000;
/** A day's applications times prefixes; whatever comes beyond is decided anew. */
const MOST_DECISIONS = 20_000;

export interface RouteBookOptions {
  readonly carriers: Pick<CarrierStore, 'listCarriers'>;
  readonly routes: Pick<RouteStore, 'listRoutes'>;
  readonly store: RouteBookStore;
  readonly notifications: Notifications;
  readonly health: Health;
  readonly onError: (error: unknown) => void;
}

const USUAL = new AnswerRules({ settings: CarrierSettings.parse({}) });

/** Which carriers this house reaches just now. */
type Reaches = (carrierId: string) => Standing['reach'];

/** A price, and whose it is. */
export interface Quote extends Price {
  /** By its name. */
  readonly carrier: string;
}

/** The message that a plan is for; none for a question. */
type MessageKey = string | undefined;

/**
 * Routes, prices, senders and health, in memory: an accept asks without a trip. Read when carriers or routes have
 * changed, and every 30 seconds in case that was not heard.
 */
export class RouteBook {
  private table: RouteTable = { routes: [], carriers: new Map(), prices: new Map() };
  private senders: readonly SenderRule[] = [];
  private rules: ReadonlyMap<string, AnswerRules> = new Map();
  /** Of the price lists that were read. */
  private priceVersions = new Map<string, number>();
  /** By everything that a decision depends on. */
  private readonly decisions = new Map<string, Decision | undefined>();
  private readonly listeners: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly options: RouteBookOptions) {
    options.notifications.on('codewire_carriers', () => void this.reload());
  }

  /** Rejects when they cannot be read: a node that knows no routes must not take requests. */
  async start(): Promise<void> {
    await this.read();
    this.timer = setInterval(() => void this.reload(), RELOAD_MS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.reading;
  }

  /** Called whenever they were read: they may have changed. */
  onRead(listener: () => void): void {
    this.listeners.push(listener);
  }

  carrier(id: string): Carrier | undefined {
    return this.table.carriers.get(id);
  }

  /** True when texts of some carrier go to another for want of a receipt: else nothing has to be called off. */
  get awaitsReceipts(): boolean {
    for (const { receiptWithinMs } of this.rules.values()) if (receiptWithinMs !== null) return true;
    return false;
  }

  /** The usual ones for a carrier that is gone: its attempts are still there. */
  rulesOf(carrierId: string): AnswerRules {
    return this.rules.get(carrierId) ?? USUAL;
  }

  get health(): Health {
    return this.options.health;
  }

  /**
   * The carriers that may take a message, best first; none when no route leads anywhere. By weight the draw is the
   * message's own: asked again, on whatever node, the answer is the same.
   */
  plan(destination: Destination, message?: MessageKey): string[] {
    return this.planWithRule(destination, message).carrierIds;
  }

  /** The same, with the id of the rule that decides; null where none does. */
  planWithRule(destination: Destination, message?: MessageKey): { routeId: string | null; carrierIds: string[] } {
    const decision = this.decide(destination);
    if (decision === undefined) return { routeId: null, carrierIds: [] };
    const carrierIds = orderCarriers(decision, {
      usedBefore: destination.usedBefore ?? [],
      isPassedOver: (carrierId) => this.options.health.isPassedOver(carrierId, destination),
      draw: message === undefined ? 0 : drawOf(message),
    });
    return { routeId: decision.route.id, carrierIds };
  }

  /** Who would carry it and why not the others; `reachOf` tells what this house reaches just now. */
  explain(destination: Destination, reachOf: Reaches): Explanation {
    return explainRoute(destination, this.table, this.standings(destination, reachOf));
  }

  /** What a segment costs by the carrier that would take it just now; undefined where there is none or it has no price. */
  quote(destination: Destination, reachOf: Reaches): Quote | undefined {
    const decision = this.decide(destination);
    if (decision === undefined) return undefined;
    const chosen = chooseCarrier(decision, destination, this.standings(destination, reachOf));
    const carrier = chosen && this.table.carriers.get(chosen.carrierId);
    const price = carrier && priceOf(this.table.prices.get(carrier.id), destination.numberPrefix);
    return price && { ...price, carrier: carrier.name };
  }

  /** What a carrier takes for a segment by its list of now; undefined where that has no price for such numbers. */
  priceOf(carrierId: string, numberPrefix: string | null): Price | undefined {
    return priceOf(this.table.prices.get(carrierId), numberPrefix);
  }

  /** Undefined where no rule fits: the application's own sender stands. */
  senderFor(question: SenderQuestion): string | undefined {
    return this.senders.length === 0 ? undefined : chooseSender(this.senders, question);
  }

  private standings(destination: Destination, reachOf: Reaches): (carrierId: string) => Standing {
    const { health } = this.options;
    return (carrierId) => ({ reach: reachOf(carrierId), health: health.stateOf(carrierId, destination) });
  }

  private decide(destination: Destination): Decision | undefined {
    const { applicationId, country, numberPrefix, isSimulatedOnly } = destination;
    const key = `${applicationId} ${country} ${numberPrefix} ${isSimulatedOnly}`;
    const known = this.decisions.get(key);
    if (known !== undefined || this.decisions.has(key)) return known;
    const decision = decideRoute(destination, this.table);
    if (this.decisions.size >= MOST_DECISIONS) this.decisions.clear();
    this.decisions.set(key, decision);
    return decision;
  }

  private reload(): Promise<void> {
    this.reading = this.reading.then(() => (this.isStopped ? undefined : this.read())).catch(this.options.onError);
    return this.reading;
  }

  private async read(): Promise<void> {
    const { carriers, routes: routeStore, store } = this.options;
    const [list, routes, senders, priceVersions] = await Promise.all([
      carriers.listCarriers(),
      routeStore.listRoutes(),
      store.listSenders(),
      store.listPriceVersions(),
    ]);
    this.rules = new Map(list.map((carrier) => [carrier.id, new AnswerRules(carrier)]));
    this.senders = senders;
    // A carrier that was just paused does not wait for a long list of prices.
    this.take({ routes, carriers: new Map(list.map((carrier) => [carrier.id, carrier])), prices: this.table.prices });
    const prices = await this.readPrices(priceVersions);
    if (prices !== undefined) this.take({ ...this.table, prices });
  }

  private take(table: RouteTable): void {
    this.table = table;
    this.decisions.clear();
    for (const listener of this.listeners) listener();
  }

  /**
   * All lists, those read anew that have changed; undefined when none has. A list that cannot be read stays as it was
   * until the next time.
   */
  private async readPrices(versions: ReadonlyMap<string, number>): Promise<RouteTable['prices'] | undefined> {
    const stale = [...versions].filter(([carrierId, version]) => this.priceVersions.get(carrierId) !== version);
    const gone = [...this.priceVersions.keys()].filter((carrierId) => !versions.has(carrierId));
    if (stale.length + gone.length === 0) return undefined;
    const prices = new Map<string, PriceList>(this.table.prices);
    for (const carrierId of gone) {
      prices.delete(carrierId);
      this.priceVersions.delete(carrierId);
    }
    for (const [carrierId, version] of stale) {
      try {
        prices.set(carrierId, await this.options.store.readPrices(carrierId));
        this.priceVersions.set(carrierId, version);
      } catch (error) {
        this.options.onError(error);
      }
    }
    return prices;
  }
}

/** FNV-1a with a last mix: ids of one millisecond, alike but for their ends, fall anywhere in [0, 1). */
function drawOf(message: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < message.length; at += 1) hash = Math.imul(hash ^ message.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
