/** The height of the tallest stack, of 100: the rest is room above it. */
const TALLEST = 96;
/** However few there are of something, it is seen. */
const LEAST = 2;

export interface Layer {
  readonly part: number;
  readonly y: number;
  readonly height: number;
}

/** What lies on what, from the bottom of a field that is 100 high; parts that are nothing are left out. */
export function layersOf(parts: readonly number[], most: number): Layer[] {
  const heights = parts.map((count) => (count === 0 ? 0 : Math.max(LEAST, (count / most) * TALLEST)));
  const total = heights.reduce((sum, height) => sum + height, 0);
  const shrink = Math.min(1, 100 / Math.max(total, 1));
  let y = 100;
  return heights.flatMap((height, part) => {
    if (height === 0) return [];
    y -= height * shrink;
    return [{ part, y, height: height * shrink }];
  });
}

export function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, count) => sum + count, 0);
}
