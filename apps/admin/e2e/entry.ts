import type { FactorAdded, SignInAnswer, TotpBegun } from '@codewire/contracts';
import type { Page, Response } from 'playwright-core';
import { codeOf, PASSWORD } from '../../backend/src/test/people.js';
import type { System } from '../../backend/src/test/system.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { untilAlive } from './alive.js';

/** What the server prints for whoever may set it up. */
export async function setupToken(system: Pick<System, 'run'>): Promise<string> {
  const output = await system.run('operator', 'setup-token');
  const token = output.trim().split('\n').at(-1)!;
  recordSecret('token', token);
  return token;
}

/** Everything secret that the backend tells this page is put on the list of what no log may show. */
function rememberSecrets(page: Page): void {
  page.on('response', (response) => void remember(response).catch(() => undefined));
}

async function remember(response: Response): Promise<void> {
  if (!/\/api\/admin\/(me|sign-in|links)/.test(response.url())) return;
  const body = (await response.json()) as Partial<TotpBegun & FactorAdded & SignInAnswer & { ticket: string }>;
  if (body.secret) recordSecret('totp', body.secret);
  if (body.ticket) recordSecret('token', body.ticket);
  for (const code of body.recovery_codes ?? []) recordSecret('token', code);
}

/** A security key inside the browser that always says yes, as if a finger lay on it. */
export async function addAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** From now on its owner does not confirm. */
    refuse: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
  };
}

/** The steps of the first run and of an invitation, by the names a person reads. In English. */
export class Entry {
  constructor(private readonly page: Page) {
    rememberSecrets(page);
  }

  readonly heading = (name: string) => this.page.getByRole('heading', { level: 1, name, exact: true });
  readonly button = (name: string) => this.page.getByRole('button', { name, exact: true });
  readonly field = (label: string) => this.page.getByLabel(label, { exact: true });

  /** Resolves when the reader has been taken there: to a heading, or to what went wrong. */
  async untilAt(words: string): Promise<void> {
    await this.page.waitForFunction((text) => document.activeElement?.textContent?.startsWith(text), words);
  }

  /** Between two steps the page may be another one: what is typed or pressed waits until that is alive. */
  async fill(label: string, text: string): Promise<void> {
    await this.field(label).waitFor();
    await untilAlive(this.page);
    await this.field(label).fill(text);
  }

  async press(name: string | RegExp): Promise<void> {
    const button = this.page.getByRole('button', { name, exact: true });
    await button.waitFor();
    await untilAlive(this.page);
    await button.click();
  }

  async claim(token: string): Promise<void> {
    await this.fill('Setup token', token);
    await this.button('Go on').click();
  }

  async createOwner({ email = 'anna@example.com', name = 'Anna Smith', password = PASSWORD } = {}): Promise<void> {
    recordSecret('password', password);
    await this.fill('Your name', name);
    await this.fill('E-mail address', email);
    await this.fill('Password', password);
    await this.button('Create account').click();
  }

  /** Connects an app; resolves with the seed that the app keeps. */
  async connectApp(): Promise<string> {
    await this.press(/^Authenticator app/);
    await this.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const seed = (await this.page.locator('code').first().innerText()).replaceAll(' ', '');
    await this.field('Code from the app').fill(codeOf(seed));
    await this.button('Connect').click();
    return seed;
  }

  /** Resolves with the recovery codes that were shown. */
  async keepCodes(): Promise<string[]> {
    await this.heading('Keep your recovery codes').waitFor();
    const codes = await this.page.getByRole('listitem').locator('code').allInnerTexts();
    await this.button('I have kept them').click();
    return codes;
  }

  async nameBrand(name: string): Promise<void> {
    await this.fill('Brand name', name);
    await this.button('Send your first code').click();
    await this.page.waitForURL('**/try');
    await untilAlive(this.page);
  }

  async typePassword(email: string, password = PASSWORD): Promise<void> {
    await this.fill('E-mail address', email);
    await this.fill('Password', password);
    await this.button('Sign in').click();
  }

  async typeCode(code: string, label: 'Code' | 'Recovery code' = 'Code'): Promise<void> {
    await this.fill(label, code);
    await this.button('Sign in').click();
  }
}
