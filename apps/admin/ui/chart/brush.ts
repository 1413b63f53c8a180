/** The bars that are picked: from where it began to where the pointer or the focus is, both included. */
export interface Brush {
  readonly anchor: number;
  readonly active: number;
}

const FAR = 10;

export function endsOf({ anchor, active }: Brush): { readonly first: number; readonly last: number } {
  return { first: Math.min(anchor, active), last: Math.max(anchor, active) };
}

export interface Place {
  readonly start: number;
  readonly width: number;
}

/** Which of so many bars lies under a point; outside it is the nearest. Right to left the first bar is on the right. */
export function barAt(point: number, { start, width }: Place, count: number, isMirrored: boolean): number {
  const share = width === 0 ? 0 : (point - start) / width;
  const bar = Math.floor((isMirrored ? 1 - share : share) * count);
  return Math.min(Math.max(bar, 0), count - 1);
}

/**
 * Where a key leads: arrows by one, Page Up and Down by ten, Home and End to the ends; with Shift the bars on the way
 * are picked, too. Undefined for keys that lead nowhere.
 */
export function brushByKey(
  brush: Brush | null,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  count: number,
  isMirrored: boolean,
): Brush | undefined {
  const forward = isMirrored ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward, PageDown: FAR, PageUp: -FAR }[key];
  const end = { Home: 0, End: count - 1 }[key];
  if (step === undefined && end === undefined) return undefined;
  // Before anything is picked the newest is where one begins.
  const here = brush?.active ?? (step === undefined ? 0 : count - 1 - step);
  const active = Math.min(Math.max(end ?? here + (step ?? 0), 0), count - 1);
  return { anchor: shiftKey && brush !== null ? brush.anchor : active, active };
}
