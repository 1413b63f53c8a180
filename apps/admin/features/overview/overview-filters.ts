import { addressOf } from '../log/filter-form';
import { instantOf } from '../log/time-range';

/** The ranges that can be picked, shortest first, as they stand in the address. */
export const RANGES = ['-1h', '-24h', '-7d', '-30d'] as const;
export type Range = (typeof RANGES)[number];

const USUAL: Range = '-24h';

/** What the page tells of: a stretch up to now, and one application or (empty) all. */
export interface OverviewFilters {
  readonly from: Range;
  readonly application: string;
}

type Read = (name: string) => string | null;

/** Reads the address; what it cannot mean is dropped. */
export function readFilters(read: Read): OverviewFilters {
  const application = read('application') ?? '';
  return {
    from: RANGES.find((range) => range === read('from')) ?? USUAL,
    application: /^[\w-]{1,64}$/.test(application) ? application : '',
  };
}

export function writeFilters({ from, application }: OverviewFilters): string {
  return addressOf({ from: from === USUAL ? '' : from, application });
}

/** As the admin API is asked for it. */
export function apiQuery({ from, application }: OverviewFilters, now: number): URLSearchParams {
  const query = new URLSearchParams({ from: new Date(instantOf(from, now)).toISOString() });
  if (application !== '') query.set('application', application);
  return query;
}
