/** As the contract has it: what is before and after one `@`. Whether anybody reads it only a letter could tell. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim());
}
