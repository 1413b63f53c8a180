export interface TextAroundCode {
  readonly before: string;
  readonly code: string;
  readonly after: string;
}

/** The one run of exactly `codeLength` digits, and what stands around it; null when there is none. */
export function findCode(text: string, codeLength: number): TextAroundCode | null {
  const match = new RegExp(`(?<!\\p{Nd})\\p{Nd}{${codeLength}}(?!\\p{Nd})`, 'u').exec(text);
  if (!match) return null;
  return {
    before: text.slice(0, match.index),
    code: match[0],
    after: text.slice(match.index + match[0].length),
  };
}
