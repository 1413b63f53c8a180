import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import type { System } from '../../backend/src/test/system.js';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { untilMessage } from '../../backend/src/test/system.js';

/** The list, by the names a person reads. In English. */
export class MessageList {
  constructor(private readonly page: Page) {}

  readonly rows = () => this.page.locator('tbody tr');
  readonly turn = (to: 'Newest' | 'Newer' | 'Older') => this.page.getByRole('button', { name: to, exact: true });

  /** The messages' ids, from the top. */
  ids(): Promise<string[]> {
    return this.page
      .locator('[data-shortcut-row]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''));
  }

  /** Resolves with the ids once the list shows what the address asks for, and its rows are these many. */
  async settled(count: number): Promise<string[]> {
    await this.page.waitForFunction(
      (wanted) =>
        document.querySelectorAll('tbody tr').length === wanted &&
        document.querySelector('[aria-busy="true"]') === null,
      count,
    );
    return this.ids();
  }

  /** Narrows the list by one filter more, chosen from the menu and asked for in a dialog. */
  async filter(name: string, ...options: string[]): Promise<void> {
    const dialog = await this.ask(name);
    for (const option of options) await dialog.getByLabel(option, { exact: true }).check();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Opens the dialog of a filter. */
  async ask(name: string): Promise<Locator> {
    await this.choose('Add a filter', name, 'menuitem');
    return this.page.getByRole('dialog', { name });
  }

  /** Chooses from one of the menus above the table. */
  async choose(menu: string | RegExp, item: string | RegExp, role: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox') {
    await this.page.getByRole('button', { name: menu }).click();
    await this.page.getByRole(role, { name: item, exact: true }).click();
  }

  readonly chips = () => this.page.getByRole('search').getByRole('listitem');
  readonly bars = () => this.page.getByRole('listbox');
  readonly fullBars = () => this.page.locator('[role=option]:not([data-bar="0"])');
}

/** Sends messages through the API, as a client app does; resolves with their ids, the newest first, as lists show them. */
export async function sendMessages(
  { client, database }: Pick<System, 'client' | 'database'>,
  count: number,
  { language = 'en', number = freshNumber, end = 'delivered' } = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const { body } = await client.start({ number: number(), language });
    ids.unshift(body.message.id);
  }
  await Promise.all(ids.map((id) => untilMessage(client, id, end)));
  await untilCopied({ database }, ids);
  return ids;
}

/** The console reads copies, which are a moment behind: waits for those of these messages, or of all. */
export async function untilCopied({ database }: Pick<System, 'database'>, ids?: readonly string[]): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await database.pool.query<{ behind: number }>(
        `select count(*)::int as behind from message m left join message_search s on s.id = m.id and s.status = m.state
         where ($1::text[] is null or m.id = any($1)) and s.id is null`,
        [ids ?? null],
      );
      return rows[0]?.behind === 0;
    },
    { timeout: 20_000, interval: 50 },
  );
}
