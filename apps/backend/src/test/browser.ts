import { parseSetCookie } from 'cookie';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client, type Answer } from './client.js';
import { CONSOLE_HEADERS } from './operators.js';

const JSON_BODY = { 'content-type': 'application/json' };

/** A browser with the console open: it keeps cookies, and sends what the console's own pages send. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  private readonly client: Client;

  /** `headers` go with every request: what a proxy or another browser would send. */
  constructor(
    adminPort: number,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {
    this.client = new Client(`http://127.0.0.1:${adminPort}`);
  }

  /** With someone's session, as `insertSession` makes it. */
  static signedIn(adminPort: number, { token }: { readonly token: string }): Browser {
    const browser = new Browser(adminPort);
    browser.cookies.set('__Host-cw_session', token);
    return browser;
  }

  /** The same browser at another process. */
  at(adminPort: number): Browser {
    const browser = new Browser(adminPort, this.headers);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    return browser;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  bring(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  forget(name: string): void {
    this.cookies.delete(name);
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.ask<Body>('GET', path);
  }

  post<Body>(path: string, body: unknown = {}): Promise<Answer<Body>> {
    return this.ask<Body>('POST', path, body);
  }

  /** `path` below /api/admin; `headers` of this request alone. */
  async ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.client.send<Body>({
      method,
      path: `/api/admin/${path}`,
      headers: {
        ...CONSOLE_HEADERS,
        ...this.headers,
        ...(cookie && { cookie }),
        ...(body === undefined ? {} : JSON_BODY),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers['set-cookie'] ?? []) this.keep(line);
    return answer;
  }

  private keep(line: string): void {
    const { name, value, maxAge } = parseSetCookie(line);
    if (maxAge === 0 || value === undefined) return this.forget(name);
    recordSecret('token', value);
    this.cookies.set(name, value);
  }
}
