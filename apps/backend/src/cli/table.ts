/** Rows as aligned text, each column as wide as its longest cell. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((line) => line.map(printable));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What a row holds may come from people whom the reader does not know: a terminal would obey some characters. */
function printable(cell: string): string {
  return cell.replace(/\p{C}/gu, '\u{fffd}');
}

/** To the minute, in UTC: logs and consoles of other machines say the same. */
export function renderTime(time: Date | null): string {
  return time === null ? '-' : `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}
