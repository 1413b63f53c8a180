export interface QrDrawing {
  /** Modules on a side, the quiet zone included. */
  readonly size: number;
  /** All dark modules, one stroke for each run in a row. */
  readonly path: string;
}

/** Rows of dark (true) and light modules as one path: no markup is made from text. */
export function drawQr(rows: readonly (readonly boolean[])[]): QrDrawing {
  const runs = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return { size: rows.length, path: runs.join('') };
}

function runsOf(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
