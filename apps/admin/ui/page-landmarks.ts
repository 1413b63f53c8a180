/** The places a shortcut may move to, marked by the rooms themselves. */
export const FILTERS_MARK = { 'data-shortcut-filters': '' } as const;
export const ROW_MARK = { 'data-shortcut-row': '' } as const;
export const LIVE_MARK = { 'data-shortcut-live': '' } as const;
export const WALK_MARKS = {
  previous: { 'data-shortcut-walk': 'previous' },
  next: { 'data-shortcut-walk': 'next' },
} as const;

export function focusFilters(): void {
  const filters = document.querySelector('[data-shortcut-filters]');
  filters?.querySelector<HTMLElement>('select, input, button')?.focus();
}

/** From the row in focus to its neighbour; from anywhere else to the first row. */
export function focusRow(direction: 'next' | 'previous'): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-shortcut-row]')];
  const current = rows.findIndex((row) => row === document.activeElement);
  const wanted = current === -1 ? 0 : current + (direction === 'next' ? 1 : -1);
  rows[Math.min(Math.max(wanted, 0), rows.length - 1)]?.focus();
}

/** Lets new rows come in by themselves, or no longer, where a list can do that. */
export function toggleLive(): void {
  document.querySelector<HTMLElement>('[data-shortcut-live]')?.click();
}

/** Opens what stands before or after this page's thing in the list that led to it, where one did. */
export function walkOn(direction: keyof typeof WALK_MARKS): void {
  document.querySelector<HTMLElement>(`a[data-shortcut-walk="${direction}"]`)?.click();
}
