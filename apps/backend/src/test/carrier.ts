import { vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';

/** The switches of the simulated carrier, as its README names them; what is left out takes its default. */
export interface Switches {
  readonly receipt?: 'deliver' | 'fail' | 'none';
  readonly receipt_delay_ms?: number;
  readonly throttle_per_second?: number | null;
  readonly answer_delay_ms?: number;
  readonly answer?: 'normal' | 'never';
  readonly refuse_status?: number | null;
  readonly refuse_bind?: number | null;
}

export interface ShownMessage {
  readonly text: string;
  readonly encoding: string;
  readonly segments: number;
  readonly from: string;
}

/** A submit_sm as it was on the wire. */
export interface Submission {
  readonly received_at: number;
  readonly system_id: string;
  readonly data_coding: number;
  readonly validity_period: string;
  readonly registered_delivery: number;
  readonly parts: number;
  readonly part: number;
  readonly status: number | null;
}

export interface CarrierStats {
  readonly submits: number;
  readonly receipts_sent: number;
  readonly receipts_acknowledged: number;
  readonly sessions: number;
}

const digits = (number: string) => number.replace(/\D/g, '');

/** The simulated carrier as its operator and its subscribers see it. */
export class Carrier {
  constructor(private readonly url: string) {}

  /** What the phone shows, newest first. */
  async messages(number: string): Promise<ShownMessage[]> {
    return (await this.call<{ messages: ShownMessage[] }>('GET', `/handsets/${digits(number)}/messages`)).messages;
  }

  /** The newest text on the phone, once it is there. */
  async text(number: string): Promise<string> {
    const [newest] = await vi.waitUntil(async () => nonEmpty(await this.messages(number)), PATIENCE);
    return newest!.text;
  }

  /** The code in the newest text, read as a user would. */
  async code(number: string): Promise<string> {
    const code = /\d{4,10}/.exec(await this.text(number))?.[0] ?? '';
    recordSecret('code', code);
    return code;
  }

  /** Oldest first. */
  async submissions(number: string): Promise<Submission[]> {
    return (await this.call<{ submissions: Submission[] }>('GET', `/submissions?number=${digits(number)}`)).submissions;
  }

  /** Waits until the carrier has had that many submits for the number. */
  async submitted(number: string, count = 1): Promise<Submission[]> {
    return vi.waitUntil(async () => {
      const submissions = await this.submissions(number);
      return submissions.length >= count && submissions;
    }, PATIENCE);
  }

  stats(): Promise<CarrierStats> {
    return this.call('GET', '/stats');
  }

  /** Rules one number's submits, or everybody's. */
  async set(switches: Switches, number?: string): Promise<void> {
    await this.call('PUT', number === undefined ? '/faults' : `/faults/${digits(number)}`, switches);
  }

  /** Takes no connection and drops those it has. */
  async goDown(): Promise<void> {
    await this.call('POST', '/connections/refuse', { refuse: true });
    await this.dropConnections();
  }

  /** Cuts every connection; the next bind finds it up. */
  async dropConnections(): Promise<void> {
    await this.call('POST', '/connections/drop');
  }

  async comeBack(): Promise<void> {
    await this.call('POST', '/connections/refuse', { refuse: false });
  }

  private async call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(this.url + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} of the carrier answered ${response.status}`);
    return (await response.json()) as Body;
  }
}

const PATIENCE = { timeout: 20_000, interval: 20 };
const nonEmpty = <Item>(list: Item[]) => list.length > 0 && list;
