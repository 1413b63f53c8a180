import type { Page } from 'playwright-core';
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

  async filter(label: string, option: string): Promise<void> {
    await this.page.getByRole('search').getByLabel(label, { exact: true }).selectOption({ label: option });
  }
}

/** Sends messages through the API, as a client app does; resolves with their ids, the newest first, all delivered. */
export async function sendMessages(
  { client }: Pick<System, 'client'>,
  count: number,
  { language = 'en', number = freshNumber, end = 'delivered' } = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const { body } = await client.start({ number: number(), language });
    ids.unshift(body.message.id);
  }
  await Promise.all(ids.map((id) => untilMessage(client, id, end)));
  return ids;
}
