import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const BIND_STATES = ['idle', 'connecting', 'binding', 'bound', 'throttled', 'draining', 'down'];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Carriers are rows of a table, so their number is small; the bound keeps it so for the scraper whatever happens. */
const MOST_CARRIERS = 100;

/**
 * What an operator's alarms are built on. Labels are closed lists, route patterns and carrier ids: never a number, a
 * key or a text.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly carriers = new Set<string>();

  private readonly codes = this.counter('codewire_codes_total', 'Starts and resends by outcome', ['outcome']);
  private readonly checks = this.counter('codewire_checks_total', 'Checks by status', ['status']);
  private readonly submits = this.counter('codewire_submits_total', 'Submits by carrier and outcome', [
    'carrier',
    'outcome',
  ]);
  private readonly receipts = this.counter('codewire_receipts_total', 'Receipts by carrier and state', [
    'carrier',
    'state',
  ]);
  private readonly linkEvents = this.counter('codewire_link_events_total', 'What links count', ['carrier', 'event']);
  private readonly stale = this.counter('codewire_stale_writes_total', 'Results refused by their fence', []);
  private readonly faults = this.counter('codewire_dispatch_faults_total', 'Dispatches that broke', []);
  private readonly problems = this.counter('codewire_problems_total', 'Refusals by code', ['code']);
  private readonly binds = this.gauge('codewire_bind_state', 'Binds of this process by the state they are in', [
    'carrier',
    'state',
  ]);
  private readonly age = this.gauge('codewire_queue_age_seconds', 'Age of the oldest message that is due', []);
  private readonly breakers = this.gauge('codewire_breakers_open', 'Regions for which a carrier is passed over', [
    'carrier',
  ]);
  private readonly breakerChanges = this.counter('codewire_breaker_changes_total', 'Changes of a carrier’s health', [
    'carrier',
    'state',
  ]);
  private readonly requests = this.histogram('codewire_request_seconds', 'Requests by route and status class', [
    'method',
    'route',
    'status',
  ]);
  private readonly accepts = this.histogram('codewire_accept_seconds', 'From a start to its committed answer', []);
  private readonly wires = this.histogram('codewire_accept_to_wire_seconds', 'From a start to its submit_sm', []);

  private readonly copies = this.counter('codewire_copies_total', 'Rows copied for the console’s search', ['table']);
  private readonly copiesBehind = this.gauge(
    'codewire_copies_behind_seconds',
    'Seconds since all that was due of what this process changed was copied for the console’s search',
    ['table'],
  );

  code(outcome: string): void {
    this.codes.inc({ outcome });
  }

  check(status: string): void {
    this.checks.inc({ status });
  }

  submit(carrierId: string, outcome: string): void {
    this.submits.inc({ carrier: this.carrier(carrierId), outcome });
  }

  receipt(carrierId: string, state: string): void {
    this.receipts.inc({ carrier: this.carrier(carrierId), state });
  }

  linkEvent(carrierId: string, event: string): void {
    this.linkEvents.inc({ carrier: this.carrier(carrierId), event });
  }

  /** The states of all binds to a carrier that this process has. */
  bindStates(carrierId: string, states: readonly string[]): void {
    const carrier = this.carrier(carrierId);
    for (const known of BIND_STATES) {
      this.binds.set({ carrier, state: known }, states.filter((state) => state === known).length);
    }
  }

  health({ carrierId, state, unwell }: { carrierId: string; state: string; unwell: number }): void {
    const carrier = this.carrier(carrierId);
    this.breakers.set({ carrier }, unwell);
    this.breakerChanges.inc({ carrier, state });
  }

  queueAge(seconds: number): void {
    this.age.set(seconds);
  }

  copied(table: 'message' | 'verification', rows: number): void {
    this.copies.inc({ table }, rows);
  }

  copyBehind(table: 'message' | 'verification', seconds: number): void {
    this.copiesBehind.set({ table }, seconds);
  }

  accept(seconds: number): void {
    this.accepts.observe(seconds);
  }

  acceptToWire(seconds: number): void {
    this.wires.observe(seconds);
  }

  staleWrites(count: number): void {
    this.stale.inc(count);
  }

  dispatchFault(): void {
    this.faults.inc();
  }

  problem(code: string): void {
    this.problems.inc({ code });
  }

  request({
    method,
    route,
    status,
    seconds,
  }: {
    method: string;
    route: string;
    status: number;
    seconds: number;
  }): void {
    this.requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  private carrier(id: string): string {
    if (this.carriers.has(id)) return id;
    if (this.carriers.size >= MOST_CARRIERS) return 'other';
    this.carriers.add(id);
    return id;
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}
