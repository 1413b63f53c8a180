import { vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import type { BindKind, SessionSwitches, Switches } from './carrier-switches.js';

export type { SessionSwitches, Switches };

/** Which of its sessions the carrier does something to; what is left out selects all. */
export interface SessionChoice {
  readonly system_id?: string;
  readonly session?: number;
  readonly bind?: BindKind;
}

export interface ShownMessage {
  readonly text: string;
  readonly encoding: string;
  readonly segments: number;
  readonly from: string;
}

interface WireAddress {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** A submit_sm as it was on the wire. */
export interface Submission {
  readonly received_at: number;
  readonly system_id: string;
  readonly session: number;
  readonly sequence: number;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly validity_period: string;
  readonly registered_delivery: number;
  /** Tag and value in hex. */
  readonly tlvs: Readonly<Record<string, string>>;
  readonly parts: number;
  readonly part: number;
  /** As the answer named it. */
  readonly message_id: string | null;
  readonly status: number | null;
}

export interface CarrierStats {
  readonly submits: number;
  readonly receipts_sent: number;
  readonly receipts_acknowledged: number;
  readonly sessions: number;
}

type BindCounts = Readonly<Record<BindKind | 'all', number>>;

/** Who is bound, and was. */
export interface CarrierState {
  readonly accounts: Readonly<
    Record<
      string,
      {
        readonly bound: BindCounts;
        /** The highest counts ever, at one moment. */
        readonly most: BindCounts;
        readonly held: number;
        readonly binds: number;
        readonly refused: number;
      }
    >
  >;
  readonly sessions: readonly {
    readonly session: number;
    readonly system_id: string;
    readonly bind: BindKind | null;
    readonly interface_version: number | null;
    readonly is_frozen: boolean;
    readonly tls: { readonly server_name: string | null; readonly has_client_certificate: boolean } | null;
    readonly submits: PerSecond;
  }[];
  readonly pdus: { readonly in: Readonly<Record<string, number>>; readonly out: Readonly<Record<string, number>> };
  readonly submits: PerSecond;
}

interface PerSecond {
  readonly total: number;
  readonly last_second: number;
  readonly most_in_a_second: number;
}

export interface TlsSettings {
  readonly certificate?: 'good' | 'self_signed' | 'expired' | 'wrong_name';
  readonly client_certificate?: 'ignored' | 'demanded';
  readonly highest_version?: '1.1' | '1.2' | '1.3';
  readonly server_name?: 'ignored' | 'demanded';
}

/** What a client needs: the authority to trust, and a certificate of its own. All in PEM. */
export interface TlsTerms {
  readonly port: number;
  readonly ca: string;
  readonly client: { readonly certificate: string; readonly key: string };
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

  state(): Promise<CarrierState> {
    return this.call('GET', '/state');
  }

  /** Counts of binds begin anew with those that are up. */
  async forgetCounts(): Promise<void> {
    await this.call('POST', '/state/reset');
  }

  /** Rules one number's submits, or everybody's. */
  async set(switches: Switches, number: string): Promise<void>;
  async set(switches: SessionSwitches): Promise<void>;
  async set(switches: SessionSwitches, number?: string): Promise<void> {
    await this.call('PUT', number === undefined ? '/faults' : `/faults/${digits(number)}`, switches);
  }

  /** Rules the binds and sessions of one system_id, and the submits of numbers that have no set of their own. */
  async setAccount(systemId: string, switches: SessionSwitches): Promise<void> {
    await this.call('PUT', `/accounts/${encodeURIComponent(systemId)}/faults`, switches);
  }

  /** From now on the account binds with one of these only; with none, as the carrier was started. */
  async setPasswords(systemId: string, ...passwords: string[]): Promise<void> {
    await this.call('PUT', `/accounts/${encodeURIComponent(systemId)}/passwords`, { passwords });
  }

  /** Opens its TLS port, or changes what it shows there. */
  setTls(settings: TlsSettings = {}): Promise<TlsTerms> {
    return this.call('PUT', '/tls', settings);
  }

  /** Takes no connection and drops those it has. */
  async goDown(): Promise<void> {
    await this.call('POST', '/connections/refuse', { refuse: true });
    await this.dropConnections();
  }

  /** Cuts connections; the next bind finds it up. */
  async dropConnections(choice: SessionChoice = {}): Promise<void> {
    await this.call('POST', '/connections/drop', choice);
  }

  /** Reads and writes nothing more on connections that are up, and keeps them: a peer gone without a word. */
  async freeze(choice: SessionChoice = {}): Promise<void> {
    await this.call('POST', '/connections/freeze', choice);
  }

  async thaw(choice: SessionChoice = {}): Promise<void> {
    await this.call('POST', '/connections/thaw', choice);
  }

  async unbind(choice: SessionChoice = {}): Promise<void> {
    await this.call('POST', '/connections/unbind', choice);
  }

  /** Writes octets that no sound carrier sends: one of `GET /malformed` by name, or any in hex. */
  async inject(octets: { malformed: string } | { hex: string }, choice: SessionChoice = {}): Promise<void> {
    await this.call('POST', '/connections/inject', { ...choice, ...octets });
  }

  /** A phone sends a text; answers the command_status it was taken with, null when there was no answer. */
  async sendFromPhone(
    number: string,
    message: { to: string; text: string; system_id?: string; esm_class?: number },
  ): Promise<number | null> {
    const path = `/handsets/${digits(number)}/messages`;
    return (await this.call<{ status: number | null }>('POST', path, message)).status;
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
