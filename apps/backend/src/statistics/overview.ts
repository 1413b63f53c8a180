import { FIRST_STEPS, type CarrierDeliveries, type Overview, type OverviewQuery } from '@codewire/contracts';
import { coverOf, type Cover } from './cover.js';
import { HOUR_MS, type Stretch } from './grains.js';
import { rangeOf } from './overview-range.js';
import { together, type OverviewStore, type Tallies } from './overview.store.js';
import { deliveriesOf, toNumbers } from './overview.views.js';

/** Messages that an overview counts itself, at most: some tens of milliseconds. */
const FRESH_ROWS = 30_000;

/** Whose numbers an operator may see: those of these applications, or null for everyone's. */
type Scope = readonly string[] | null;

/**
 * The numbers of a range, and of the one before. What is counted is read; what came since is counted from the messages,
 * so the numbers are those of this moment. Where the counts are far behind, only as far as is counted quickly: the answer
 * says up to when.
 */
export class Overviews {
  constructor(private readonly store: OverviewStore) {}

  async read(scope: Scope, query: OverviewQuery): Promise<Overview> {
    const [at, progress, steps] = await Promise.all([
      this.store.now(),
      this.store.readProgress(),
      this.store.readFirstSteps(),
    ]);
    const nowMs = at.getTime();
    const asked = { fromMs: Date.parse(query.from), toMs: query.to === undefined ? undefined : Date.parse(query.to) };
    const range = rangeOf(asked, nowMs);
    const applicationIds = narrowed(scope, query.application);
    const now = coverOf(range.now, progress, nowMs, range.largest);
    const before = coverOf(range.before, progress, nowMs);
    const [stored, fresh, freshBefore] = await Promise.all([
      this.store.readStored({ now: now.spans, before: before.spans, barMs: range.barMs, applicationIds }),
      this.countFresh(now, range.barMs, applicationIds),
      this.countFresh(before, null, applicationIds),
    ]);
    const numbers = toNumbers(together([stored, fresh.tallies, freshBefore.tallies]), range, query.application);
    const names = await this.store.readCarrierNames(numbers.carriers.map(({ id }) => id));
    return {
      from: timeText(range.now.fromMs),
      to: timeText(range.now.toMs),
      before: { from: timeText(range.before.fromMs), to: timeText(range.before.toMs) },
      counted_to: timeText(fresh.endMs ?? range.now.toMs),
      is_filling: now.hasGap || before.hasGap || freshBefore.endMs !== undefined,
      bar_seconds: range.barMs / 1_000,
      ...numbers,
      carriers: numbers.carriers.map((carrier) => ({ ...carrier, name: names.get(carrier.id) ?? carrier.id })),
      first_steps: FIRST_STEPS.map((step) => ({ step, is_done: steps[step] })),
    };
  }

  /** The last hour of every carrier, counted as an overview of it is. */
  async readCarriers(): Promise<CarrierDeliveries> {
    const [at, progress] = await Promise.all([this.store.now(), this.store.readProgress()]);
    const { now, barMs, largest } = rangeOf({ fromMs: at.getTime() - HOUR_MS, toMs: undefined }, at.getTime());
    const cover = coverOf(now, progress, at.getTime(), largest);
    const [stored, fresh] = await Promise.all([
      this.store.readStored({ now: cover.spans, before: [], barMs, applicationIds: null }),
      this.countFresh(cover, barMs, null),
    ]);
    return { from: timeText(now.fromMs), data: deliveriesOf(together([stored, fresh.tallies]).messages) };
  }

  /** `endMs`: it went no further, there are too many. */
  private async countFresh(
    { fresh }: Cover,
    barMs: number | null,
    applicationIds: Scope,
  ): Promise<{ tallies: Tallies; endMs?: number }> {
    if (fresh === null) return { tallies: together([]) };
    const end = await this.store.findFreshEnd(fresh, FRESH_ROWS);
    const stretch: Stretch = end === undefined ? fresh : { ...fresh, toMs: Math.min(fresh.toMs, end.getTime()) };
    const tallies = await this.store.readFresh({ stretch, barMs, applicationIds });
    return end === undefined ? { tallies } : { tallies, endMs: stretch.toMs };
  }
}

/** An application that is not among those that may be seen is as one that is not there. */
function narrowed(scope: Scope, application: string | undefined): Scope {
  if (application === undefined) return scope;
  return scope === null || scope.includes(application) ? [application] : [];
}

const timeText = (ms: number) => new Date(ms).toISOString();
