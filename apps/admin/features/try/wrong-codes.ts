const HOW_MANY = 5;

/** Five different codes of the same length that are not that one. */
export function wrongCodes(code: string): readonly string[] {
  const size = 10 ** code.length;
  return Array.from({ length: HOW_MANY }, (_, index) =>
    String((Number(code) + 1 + index) % size).padStart(code.length, '0'),
  );
}
