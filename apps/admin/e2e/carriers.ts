import type { CarrierView } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { Carrier } from '../../backend/src/test/carrier.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { startSimulator, type Simulator } from '../../../tools/testing/services.js';
import { adminApi, type AdminApi } from './admin-api.js';
import { dialog } from './applications.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';

export const PASSWORD = 'r3al-pwd';
export const NEXT_PASSWORD = 'n3xt-pwd';
export const WRONG_PASSWORD = 'wr0ng-pw';
const PATIENCE = { timeout: 40_000, interval: 50 };

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const confirm = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
export const panel = (page: Page) => page.getByRole('tabpanel');

/** A carrier that knows one account, real as far as the console can tell, and what is done with it past the console. */
export class Acme {
  private made = 0;

  private constructor(
    private readonly room: ConsoleUnderTest,
    private readonly simulator: Simulator,
    readonly phones: Carrier,
    readonly api: AdminApi,
  ) {}

  static async start(room: ConsoleUnderTest): Promise<Acme> {
    for (const password of [PASSWORD, NEXT_PASSWORD, WRONG_PASSWORD]) recordSecret('password', password);
    const account = { CODEWIRE_SIMULATOR_SYSTEM_ID: 'acme', CODEWIRE_SIMULATOR_PASSWORD: PASSWORD };
    const simulator = await startSimulator(undefined, account);
    return new Acme(room, simulator, new Carrier(simulator.url), await adminApi(room));
  }

  get port(): number {
    return this.simulator.smppPort;
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
  }

  add(part: object = {}): Promise<CarrierView> {
    this.made += 1;
    const account = { name: `Acme ${this.made}`, host: '127.0.0.1', port: this.port, system_id: 'acme' };
    return this.api('POST', 'carriers', { ...account, password: PASSWORD, ...part });
  }

  read(id: string): Promise<CarrierView> {
    return this.api('GET', `carriers/${id}`);
  }

  setStatus(id: string, status: CarrierView['status']): Promise<CarrierView> {
    return this.api('PUT', `carriers/${id}/status`, { status });
  }

  /** Enabled, and every bind that it permits is there. */
  async bound(part: object = {}): Promise<CarrierView> {
    const { id, binds } = await this.add(part);
    await this.setStatus(id, 'enabled');
    return vi.waitUntil(async () => {
      const carrier = await this.read(id);
      return carrier.bind_states.filter(({ state }) => state === 'bound').length === binds && carrier;
    }, PATIENCE);
  }

  async open({ id }: Pick<CarrierView, 'id'>, tab = 'status', options: PageOptions = {}): Promise<Page> {
    const page = await this.room.visit(`/carriers/${id}?tab=${tab}`, options);
    await page.getByRole('tab', { selected: true }).waitFor();
    return page;
  }
}
