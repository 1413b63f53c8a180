import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { vi } from 'vitest';

/** A stream of server-sent events as its listener hears it. */
export class EventStream {
  /** Events and comments, each without the empty line behind it. */
  readonly heard: string[] = [];
  isOver = false;
  private unread = '';

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      const pieces = (this.unread + text).split('\n\n');
      this.unread = pieces.pop() ?? '';
      this.heard.push(...pieces);
    });
    response.on('error', () => undefined);
    response.on('close', () => (this.isOver = true));
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const sent = request(url, { headers: { ...headers, accept: 'text/event-stream' }, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    sent.on('error', () => undefined);
    return new EventStream(response);
  }

  get headers(): IncomingMessage['headers'] {
    return this.response.headers;
  }

  /** It was ended by the server in due form, not cut. */
  get isComplete(): boolean {
    return this.response.complete;
  }

  /** The data of the events so far, oldest first. */
  data<Data>(): Data[] {
    return this.heard.flatMap((event) => {
      const json = /^data: (.*)$/m.exec(event)?.[1];
      return json === undefined ? [] : [JSON.parse(json) as Data];
    });
  }

  /** The first event whose data is so; waits for it. */
  async until<Data>(isSo: (data: Data) => boolean, timeout = 20_000): Promise<Data> {
    return vi.waitUntil(() => this.data<Data>().find(isSo), { timeout, interval: 20 }) as Promise<Data>;
  }

  close(): void {
    this.response.destroy();
  }
}
