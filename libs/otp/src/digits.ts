const DECIMAL_DIGIT = /\p{Nd}/gu;
const IS_DECIMAL_DIGIT = /\p{Nd}/u;

/** Every script's decimal digits as ASCII, after NFKC: what a person types on an Arabic or Devanagari keyboard. */
export function foldDigits(text: string): string {
  return text.normalize('NFKC').replace(DECIMAL_DIGIT, (digit) => String(valueOf(digit.codePointAt(0) as number)));
}

/**
 * Unicode gives each set of decimal digits ten code points in a row, zero first (UAX 44, Numeric_Type=Decimal), so a
 * digit's value is its distance from the start of its set. Sets may touch: Myanmar Extended-C has two in one row.
 */
function valueOf(codePoint: number): number {
  if (codePoint >= 0x30 && codePoint <= 0x39) return codePoint - 0x30;
  let distance = 0;
  while (IS_DECIMAL_DIGIT.test(String.fromCodePoint(codePoint - distance - 1))) distance += 1;
  return distance % 10;
}
