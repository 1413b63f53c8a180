import { setTimeout as wait } from 'node:timers/promises';
import type { TryResponse } from '@codewire/contracts';
import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { insertOperator, insertSession, SESSION_COOKIE, type OperatorSeed } from '../../backend/src/test/operators.js';
import { startSystem, type System } from '../../backend/src/test/system.js';
import { launchBrowser } from '../../../tools/browser.mjs';
import { freePorts } from '../../../tools/testing/processes.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { startConsole, type Console } from '../../../tools/testing/services.js';
import { forgetSigns, waitForLife } from './alive.js';
import { Visitors, type Visitor } from './visitors.js';

const PATIENCE_MILLISECONDS = 40_000;
const LONGEST_READ_MILLISECONDS = 2_000;
/** What is read of every answer for secrets; pictures and letters hold none, and a stream of events has no end. */
const TEXTUAL = /html|json|javascript|text\/(?!event-stream)/;
const PSEUDO = /^(en-XA|ar-XB)$/;

/** One of the team who is there already, or a new one. */
type Someone = OperatorSeed | { readonly id: string };

export interface PageOptions {
  readonly theme?: 'light' | 'dark';
  /** Of the console, by the browser's own wish; one that nobody speaks, by its cookie. */
  readonly language?: 'en' | 'de' | 'es' | 'fr' | 'pt-BR' | 'ar' | 'he' | 'zh-CN' | 'en-XA' | 'ar-XB';
  readonly width?: number;
  /** What the browser asks for instead of the language: one that nobody here speaks. */
  readonly acceptLanguage?: string;
  /** Who is signed in: a new owner, unless told otherwise. */
  readonly as?: Someone | 'nobody';
}

/** The seeded system with its console's production build, and a browser in front of it. */
export interface ConsoleUnderTest {
  readonly system: System;
  readonly adminPort: number;
  readonly console: Console;
  /** A new visitor's page: nothing of an earlier visit is known to it but who is signed in. */
  visit(path: string, options?: PageOptions, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Before the test ends, which leaves all that it has opened. */
  leave(page: Page): Promise<void>;
  /** Ends everything; fails when any page of this file broke the policy, threw, or was sent the seeded key. */
  stop(): Promise<void>;
}

export interface ConsoleOptions {
  /** False for the first run: there is nobody yet. */
  readonly hasOwner?: boolean;
}

export async function startConsoleUnderTest({ hasOwner = true }: ConsoleOptions = {}): Promise<ConsoleUnderTest> {
  const port = (await freePorts(1))[0]!;
  const [system, browser] = await Promise.all([
    startSystem({ env: { CODEWIRE_CONSOLE_ORIGIN: `http://localhost:${port}` } }),
    launchBrowser(),
  ]);
  const { adminPort } = system.backends[0]!;
  const console = await startConsole({ port, adminPort });
  const watch = new Watch();
  const visitors = new Visitors();
  /** How each page is left, the first time that it is. */
  const leaves = new WeakMap<Page, () => Promise<void>>();
  const newVisitor = async (options: PageOptions): Promise<Visitor> => {
    const context = await newContext(browser, options);
    await forgetSigns(context);
    await watch.over(context);
    const visitor = { context, page: await context.newPage() };
    waitForLife(visitor.page);
    visitors.watch(visitor);
    return visitor;
  };
  // Before there is an owner every way leads to the first run.
  if (hasOwner) await insertOperator(system.database.pool);
  return {
    system,
    adminPort,
    console,
    visit: async (path, options = {}, prepare) => {
      const kind = kindOf(options);
      // What is prepared is prepared in a browser that has seen nothing.
      const visitor = (prepare ? undefined : visitors.take(kind)) ?? (await newVisitor(options));
      const { context, page } = visitor;
      leaves.set(
        page,
        once(async () => {
          await watch.untilRead();
          await (prepare ? context.close() : visitors.leave(kind, visitor));
        }),
      );
      leaveWithTest(() => leaves.get(page)!());
      if (options.as !== 'nobody') await signIn(context, system, options.as);
      if (PSEUDO.test(options.language ?? '')) await choose(context, console.url, options.language!);
      await page.setViewportSize(viewportOf(options));
      await prepare?.(page);
      await page.goto(console.url + path);
      return page;
    },
    leave: async (page) => leaves.get(page)?.(),
    stop: async () => {
      const answers = await watch.answers();
      await browser.close();
      await console.stop();
      await system.stop();
      expect(watch.faults).toEqual([]);
      expect(answers.length).toBeGreaterThan(0);
      const key = system.client.key!;
      expect(answers.filter(({ text }) => text.includes(key)).map(({ url }) => url)).toEqual([]);
    },
  };
}

/** A page that is left open goes on asking and drawing, and slows down all that come after it. */
function leaveWithTest(leave: () => Promise<void>): void {
  try {
    onTestFinished(leave);
  } catch {
    // Opened before the tests of its file, for all of them: it ends with the browser.
  }
}

/** As if someone had just done so in this browser. */
export async function signIn(
  context: BrowserContext,
  { database }: Pick<System, 'database'>,
  who: Someone = {},
): Promise<void> {
  const operatorId = 'id' in who ? who.id : await insertOperator(database.pool, who);
  const { token } = await insertSession(database.pool, operatorId);
  // Browsers take a secure cookie of localhost without TLS, but only when it is said to come with it.
  await context.addCookies([
    { name: SESSION_COOKIE, value: token, url: 'https://localhost', httpOnly: true, secure: true, sameSite: 'Lax' },
  ]);
}

async function choose(context: BrowserContext, url: string, language: string): Promise<void> {
  await context.addCookies([{ name: 'codewire-locale', value: language, url }]);
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

/** Who has the same kind of browser can have the same page after another. */
function kindOf({ theme, language, acceptLanguage }: PageOptions): string {
  return [theme, language, acceptLanguage].join();
}

function viewportOf({ width = 1280 }: PageOptions) {
  return { width, height: 900 };
}

async function newContext(browser: Browser, options: PageOptions) {
  const { theme = 'light', language = 'en', acceptLanguage } = options;
  const made: BrowserContextOptions = {
    locale: acceptLanguage ?? (PSEUDO.test(language) ? 'en' : language),
    colorScheme: theme,
    timezoneId: 'Europe/Berlin',
    viewport: viewportOf(options),
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(made);
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  return context;
}

interface SeenAnswer {
  readonly url: string;
  readonly text: string;
}

/** What pages do wrong, and all they are sent, whatever a test is about. */
class Watch {
  readonly faults: string[] = [];
  private readonly seen: Promise<SeenAnswer>[] = [];
  private readonly built = new Set<string>();

  async over(context: BrowserContext): Promise<void> {
    await context.exposeBinding('tellViolation', (_source, violation: string) => void this.faults.push(violation));
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        (window as unknown as Telling).tellViolation(`${violatedDirective} refused ${blockedURI}`),
      ),
    );
    context.on('weberror', (error) => void this.faults.push(error.error().message));
    context.on('response', (response) => {
      if (this.isNew(response.url())) this.seen.push(read(response));
    });
  }

  /** What was built is the same for every visitor: reading all of it once is enough, and each time takes long. */
  private isNew(url: string): boolean {
    if (!url.includes('/_next/static/')) return true;
    const { size } = this.built;
    return this.built.add(url).size > size;
  }

  answers(): Promise<SeenAnswer[]> {
    return Promise.all(this.seen);
  }

  /** Until what came so far is read, but for an answer that does not end: it is gone with its page. */
  async untilRead(): Promise<void> {
    await Promise.race([this.answers(), wait(LONGEST_READ_MILLISECONDS)]);
  }
}

/** Reads an answer; a code in it is put on the list of what no log may show. */
async function read(response: Response): Promise<SeenAnswer> {
  const url = response.url();
  if (!TEXTUAL.test(response.headers()['content-type'] ?? '')) return { url, text: '' };
  // A redirect has no body, and that of a page that was left is gone.
  const text = await response.text().catch(() => '');
  if (url.includes('/api/admin/try')) rememberCode(text);
  return { url, text };
}

interface Telling {
  tellViolation(violation: string): void;
}

function rememberCode(text: string): void {
  const { passcode } = JSON.parse(text || '{}') as Partial<TryResponse>;
  if (passcode) recordSecret('code', passcode);
}
