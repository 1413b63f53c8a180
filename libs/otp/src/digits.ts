const DECIMAL_DIGIT = /\p{Nd}/gu;
const IS_DECIMAL_DIGIT = /\p{Nd}/u;

/** Every script's decimal digits as ASCII, after NFKC: what a person types on an Arabic or Devanagari keyboard. */
export function foldDigits(text: string): string {
  return text.normalize('NFKC').replace(DECIMAL_DIGIT, (digit) => String(valueOf(digit.codePointAt(0) as number)));
}

/**
 * Unicode gives each set of decimal digits ten code points in a row, zero first (UAX 44, Numeric_Type=Decimal), so a
 * digit's value is its distance from the start of its run.
 */
function valueOf(codePoint: number): number {
  if (codePoint >= 0x30 && codePoint <= 0x39) return codePoint - 0x30;
  // Mathematical digits come as five sets without a gap; NFKC has already folded those.
  let value = 0;
  while (value < 9 && IS_DECIMAL_DIGIT.test(String.fromCodePoint(codePoint - value - 1))) value += 1;
  return value;
}
