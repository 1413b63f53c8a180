export interface CurlTwin {
  readonly apiUrl: string;
  /** Of `POST /v1/otp`. */
  readonly body: object;
}

/** The same start for a POSIX shell, whatever was typed. The key stays a variable: it is not ours to show. */
export function curlTwin({ apiUrl, body }: CurlTwin): string {
  return [
    `curl -s ${apiUrl}/v1/otp`,
    `-H "authorization: Bearer $CODEWIRE_KEY"`,
    `-H 'content-type: application/json'`,
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

/** POSIX sh 2.2.2: nothing is special between single quotes but the quote itself. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
