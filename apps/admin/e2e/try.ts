import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { remember } from '../../backend/src/test/numbers.js';
import { recordSecret } from '../../../tools/testing/secrets.js';

/** The Try it room, by the names a person reads. In English, whatever the message is in. */
export class TryRoom {
  constructor(private readonly page: Page) {}

  readonly number = () => this.page.getByLabel('Phone number');
  readonly code = () => this.page.getByLabel('Code', { exact: true });
  readonly bubbles = () => this.page.getByRole('log').getByRole('listitem');
  readonly steps = () => this.page.locator('[data-step]');
  readonly outcome = () => this.page.locator('[data-outcome]');
  readonly phones = () => this.page.getByTestId(/^handset-\d$/);
  readonly banner = () => this.page.locator('[data-faults]');
  readonly fault = (name: string) => this.page.getByRole('switch', { name });
  readonly pdus = (command: string) => this.page.locator(`[data-pdu="${command}"]`);

  /** A phone with a new fictional number, which is looked at from then on. */
  async addPhone(country: string): Promise<string> {
    const before = await this.number().inputValue();
    await this.page.getByRole('button', { name: 'Add a phone' }).click();
    await this.page.getByRole('menuitem', { name: country }).click();
    await expect.poll(() => this.number().inputValue()).not.toBe(before);
    return remember(await this.number().inputValue());
  }

  async send(number: string, language = 'en'): Promise<void> {
    await this.number().fill(number);
    await this.page.locator('select').first().selectOption(language);
    await this.page.getByRole('button', { name: 'Send code' }).click();
  }

  /** The code as the phone shows it, once it is there. */
  async codeOnPhone(): Promise<string> {
    const button = this.bubbles().last().getByRole('button');
    const digits = (await button.innerText()).trim();
    recordSecret('code', digits);
    return digits;
  }

  async check(code?: string): Promise<void> {
    if (code !== undefined) await this.code().fill(code);
    await this.page.getByRole('button', { name: 'Check', exact: true }).click();
  }
}

/** Resolves when the text of what is looked for has become that. */
export async function untilValue(page: Page, label: string, pattern: RegExp): Promise<string> {
  const field = page.getByLabel(label, { exact: true });
  await expect.poll(() => field.inputValue()).toMatch(pattern);
  return field.inputValue();
}
