export interface CurlTwin {
  readonly apiUrl: string;
  readonly number: string;
  /** Empty: the field is left out and the number's country decides. */
  readonly language: string;
}

/** The same start for a POSIX shell, whatever was typed. The key stays a variable: it is not ours to show. */
export function curlTwin({ apiUrl, number, language }: CurlTwin): string {
  const body = JSON.stringify(language === '' ? { number } : { number, language });
  return [
    `curl -s ${apiUrl}/v1/otp`,
    `-H "authorization: Bearer $CODEWIRE_KEY"`,
    `-H 'content-type: application/json'`,
    `-d ${quoted(body)}`,
  ].join(' \\\n  ');
}

/** POSIX sh 2.2.2: nothing is special between single quotes but the quote itself. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
