export const TABS = ['overview', 'related', 'json'] as const;
export type TabKey = (typeof TABS)[number];

/** What of a message is shown. */
export interface DetailAddress {
  readonly tab: TabKey;
}

export function readFilters(get: (name: string) => string | null | undefined): DetailAddress {
  return { tab: TABS.find((tab) => tab === get('tab')) ?? 'overview' };
}

/** With its question mark; the overview is the page itself. */
export function writeFilters({ tab }: DetailAddress): string {
  return tab === 'overview' ? '' : `?tab=${tab}`;
}
