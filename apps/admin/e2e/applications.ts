import type { ApplicationDetail, NewKey } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { adminApi, type AdminApi } from './admin-api.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';
import { shownSecret } from './people.js';

export const dialog = (page: Page) => page.locator('dialog[open]');
export const toast = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** Applications and keys, made as an owner of the console makes them, and called as client apps call. */
export class Applications {
  private constructor(
    private readonly room: ConsoleUnderTest,
    readonly api: AdminApi,
  ) {}

  static async of(room: ConsoleUnderTest): Promise<Applications> {
    return new Applications(room, await adminApi(room));
  }

  add(name: string): Promise<ApplicationDetail> {
    return this.api('POST', 'applications', { name, sender: 'Codewire', default_language: 'en', is_test: true });
  }

  async addKey({ id }: Pick<ApplicationDetail, 'id'>, name: string): Promise<NewKey> {
    const made = await this.api<NewKey>('POST', `applications/${id}/keys`, { name, scopes: ['start', 'check'] });
    recordSecret('key', made.key);
    return made;
  }

  async open({ id }: Pick<ApplicationDetail, 'id'>, options: PageOptions = {}): Promise<Page> {
    const page = await this.room.visit(`/apps/${id}`, options);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** What the API answers a start with that key. */
  async startWith(key: string, number = freshNumber()): Promise<number> {
    const response = await fetch(`${this.room.system.backends[0]!.url}/v1/otp`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ number }),
    });
    return response.status;
  }
}

/** Makes a key on an application's page, which shows it then. */
export async function makeKey(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Make a key' }).first().click();
  await dialog(page).getByLabel('Name').fill(name);
  await dialog(page).getByRole('button', { name: 'Make the key' }).click();
  return shownSecret(page, 'key');
}
