/** The places a shortcut may move to, marked by the rooms themselves. */
export const FILTERS_MARK = { 'data-shortcut-filters': '' } as const;
export const ROW_MARK = { 'data-shortcut-row': '' } as const;

export function focusFilters(): void {
  document.querySelector<HTMLElement>('[data-shortcut-filters] select, [data-shortcut-filters] input')?.focus();
}

/** From the row in focus to its neighbour; from anywhere else to the first row. */
export function focusRow(direction: 'next' | 'previous'): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-shortcut-row]')];
  const current = rows.findIndex((row) => row === document.activeElement);
  const wanted = current === -1 ? 0 : current + (direction === 'next' ? 1 : -1);
  rows[Math.min(Math.max(wanted, 0), rows.length - 1)]?.focus();
}
