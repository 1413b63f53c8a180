export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridKey {
  readonly key: string;
  /** With Ctrl or Cmd: to the end of the grid rather than of the row. */
  readonly isFar: boolean;
  /** Read from right to left. */
  readonly isTurned: boolean;
}

const PAGE_ROWS = 10;

/** Where a key leads in a grid (ARIA APG, grid pattern), or undefined for keys that lead nowhere. */
export function stepIn(
  { key, isFar, isTurned }: GridKey,
  { row, column }: Place,
  size: { readonly rows: number; readonly columns: number },
): Place | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const within = (wanted: Place) => ({
    row: Math.max(0, Math.min(wanted.row, last.row)),
    column: Math.max(0, Math.min(wanted.column, last.column)),
  });
  const forward = isTurned ? -1 : 1;
  switch (key) {
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowRight':
      return within({ row, column: column + forward });
    case 'ArrowLeft':
      return within({ row, column: column - forward });
    case 'PageDown':
      return within({ row: row + PAGE_ROWS, column });
    case 'PageUp':
      return within({ row: row - PAGE_ROWS, column });
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? last.row : row, column: last.column };
    default:
      return undefined;
  }
}
