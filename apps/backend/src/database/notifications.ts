import { Client } from 'pg';

const RECONNECT_MS = 1_000;
/** How often the connection is asked for a sign of life, and after how long without one it is no longer relied on. */
const DOUBT_MS = 500;
/** After so long it is given up: TCP alone would tell minutes later that nobody is there any more. */
const LOST_MS = 3_000;

export interface NotificationsOptions {
  readonly url: string;
  readonly applicationName: string;
  onError(error: Error): void;
}

/**
 * One connection that only LISTENs. A notification is a hint: whoever depends on it looks at `isListening` and asks
 * the tables while it is false.
 */
export class Notifications {
  private readonly listeners = new Map<string, ((payload: string) => void)[]>();
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pulse: NodeJS.Timeout | undefined;
  private isStopped = false;
  isListening = false;

  constructor(private readonly options: NotificationsOptions) {}

  /** Call before `start`. After a reconnect every listener is called once with an empty payload: it may have missed some. */
  on(channel: string, listener: (payload: string) => void): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: this.options.applicationName,
      keepAlive: true,
      connectionTimeoutMillis: LOST_MS,
      query_timeout: LOST_MS,
    });
    client.on('notification', (message) => this.tell(message.channel, message.payload ?? ''));
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('the listening connection ended')));
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      this.isListening = true;
      for (const channel of this.listeners.keys()) this.tell(channel, '');
      this.watch(client);
    } catch (error) {
      this.lose(client, error as Error);
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.isListening = false;
    clearTimeout(this.timer);
    clearTimeout(this.pulse);
    await this.client?.end().catch(() => undefined);
  }

  /**
   * A connection may be dead without a word. While an answer is overdue nobody relies on it; one that comes late brings
   * with it whatever was notified before.
   */
  private watch(client: Client): void {
    const doubt = setTimeout(() => {
      if (client === this.client) this.isListening = false;
    }, DOUBT_MS);
    client
      .query('select 1')
      .then(() => {
        if (client !== this.client || this.isStopped) return;
        this.isListening = true;
        this.pulse = setTimeout(() => this.watch(client), DOUBT_MS);
      })
      .catch((error: Error) => this.lose(client, error))
      .finally(() => clearTimeout(doubt));
  }

  private tell(channel: string, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }

  private lose(client: Client, error: Error): void {
    if (client !== this.client || this.isStopped) return;
    this.isListening = false;
    this.client = undefined;
    clearTimeout(this.pulse);
    this.options.onError(error);
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}
