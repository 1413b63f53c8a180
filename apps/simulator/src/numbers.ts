/** The digits of a handset's number, `+` optional; null when the text is none. SMPP 3.4 5.2.9: at most 20 characters. */
export function parseHandsetNumber(text: string): string | null {
  return /^\+?(\d{1,20})$/.exec(text)?.[1] ?? null;
}

/** For log lines: never more than the last two digits. */
export function maskNumber(number: string): string {
  return `***${number.length > 4 ? number.slice(-2) : ''}`;
}
