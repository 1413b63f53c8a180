/** A line in a field of 100 by 100: one piece for each stretch without gaps. */
export interface SparkPath {
  readonly line: string;
  readonly area: string;
}

const TOP = 6;
const HEIGHT = 100 - TOP;

/**
 * Values of equal distance as a line from 0, oldest first; null is a gap. A value with gaps around it is a short dash, so
 * that it is seen.
 */
export function sparkPath(values: readonly (number | null)[]): SparkPath {
  const most = Math.max(0, ...values.map((value) => value ?? 0)) || 1;
  const step = 100 / Math.max(1, values.length - 1);
  const x = (index: number) => round(index * step);
  const y = (value: number) => round(TOP + HEIGHT * (1 - value / most));
  const pieces = piecesOf(values);
  const drawn = pieces.map((piece) => {
    const [first] = piece;
    const points = piece.map(({ index, value }) => `${x(index)} ${y(value)}`);
    if (first !== undefined && piece.length === 1) points.push(`${round(x(first.index) + 1)} ${y(first.value)}`);
    return points;
  });
  return {
    line: drawn.map((points) => `M${points.join('L')}`).join(''),
    area: drawn.map((points) => `M${xOf(points.at(0))} 100L${points.join('L')}L${xOf(points.at(-1))} 100Z`).join(''),
  };
}

interface Point {
  readonly index: number;
  readonly value: number;
}

function piecesOf(values: readonly (number | null)[]): Point[][] {
  const pieces: Point[][] = [];
  let isGap = true;
  for (const [index, value] of values.entries()) {
    if (value !== null) {
      if (isGap) pieces.push([]);
      pieces.at(-1)?.push({ index, value });
    }
    isGap = value === null;
  }
  return pieces;
}

const xOf = (point: string | undefined) => point?.split(' ')[0] ?? '0';
const round = (value: number) => Math.round(value * 100) / 100;
