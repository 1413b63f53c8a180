/** Longer lists are mended in the file that they come from: a field with a hundred thousand lines helps nobody. */
export const LONGEST_IN_FIELD = 20_000;
/** As the API takes it. */
export const LONGEST_LIST = 3_000_000;

/** A line as an editor counts it, from 1. */
export function lineOf(csv: string, line: number): string {
  return csv.split(/\r\n|\n|\r/)[line - 1] ?? '';
}

export function countLines(csv: string): number {
  return csv.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length;
}
