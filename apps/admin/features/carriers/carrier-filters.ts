export const TABS = ['status', 'settings', 'credentials', 'receipts', 'errors', 'trace', 'history'] as const;
export type TabKey = (typeof TABS)[number];

/** What of a carrier is looked at. Of the trace, an empty string is "any". */
export interface CarrierFilters {
  readonly tab: TabKey;
  readonly command: string;
  readonly direction: 'in' | 'out' | '';
  readonly slot: string;
  /** Searched for among the errors. */
  readonly q: string;
}

type Read = (name: string) => string | null | undefined;

/** Reads the address; what it cannot mean is dropped. */
export function readFilters(read: Read): CarrierFilters {
  const direction = read('direction');
  return {
    tab: TABS.find((tab) => tab === read('tab')) ?? 'status',
    command: matching(/^[0-9a-zA-Z_]{1,40}$/, read('command')),
    direction: direction === 'in' || direction === 'out' ? direction : '',
    slot: matching(/^\d{1,2}$/, read('slot')),
    q: read('q')?.slice(0, 60) ?? '',
  };
}

/** The address of what is looked at: `?tab=trace&command=submit_sm`. Status is the page itself; filters are of their tab. */
export function writeFilters({ tab, command, direction, slot, q }: CarrierFilters): string {
  const own = tab === 'trace' ? { command, direction, slot } : tab === 'errors' ? { q } : {};
  const set = Object.entries({ ...(tab !== 'status' && { tab }), ...own }).filter(([, value]) => value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}
