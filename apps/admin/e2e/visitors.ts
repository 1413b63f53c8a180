import type { BrowserContext, Page } from 'playwright-core';

/** A browser's context with its one page, and all that opening it took. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** What is done to a page or its context by these stays with it. */
const MARKS = {
  page: ['addInitScript', 'exposeBinding', 'exposeFunction', 'route', 'routeWebSocket', 'emulateMedia', 'on', 'once'],
  context: [
    'addInitScript',
    'exposeBinding',
    'exposeFunction',
    'route',
    'setOffline',
    'grantPermissions',
    'setExtraHTTPHeaders',
    'newCDPSession',
    'on',
    'once',
  ],
} as const;
const CLOCK = ['install', 'pauseAt', 'setFixedTime', 'setSystemTime'] as const;

/**
 * Pages that someone has left, for the next visitor who would get just such a one. A page that is opened anew in a
 * process of its own took as long as all that most tests then do with it. Nothing of the visitor before is left: his
 * cookies, what he stored, and his page go; whose browser was altered in a way that stays is closed instead.
 */
export class Visitors {
  private readonly waiting = new Map<string, Visitor[]>();
  private readonly marked = new WeakSet<BrowserContext>();

  /** One who has left, for the same kind of browser. */
  take(kind: string): Visitor | undefined {
    return this.waiting.get(kind)?.pop();
  }

  /** From now on alterations are seen. Called once all that every visitor has is set up. */
  watch({ context, page }: Visitor): void {
    const mark = () => void this.marked.add(context);
    seeCalls(page, MARKS.page, mark);
    seeCalls(context, MARKS.context, mark);
    seeCalls(page.clock, CLOCK, mark);
  }

  /** Keeps him for the next one, or closes his browser. */
  async leave(kind: string, visitor: Visitor): Promise<void> {
    if (this.marked.has(visitor.context) || !(await forgotten(visitor))) return visitor.context.close();
    this.waiting.set(kind, [...(this.waiting.get(kind) ?? []), visitor]);
  }
}

function seeCalls<Thing extends object>(thing: Thing, names: readonly (keyof Thing)[], seen: () => void): void {
  for (const name of names) {
    const call = thing[name] as (...given: unknown[]) => unknown;
    thing[name] = ((...given: unknown[]) => {
      seen();
      return call.apply(thing, given);
    }) as Thing[keyof Thing];
  }
}

/** False where that cannot be: the page was closed, or shows nothing of the console. */
async function forgotten({ context, page }: Visitor): Promise<boolean> {
  try {
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await page.evaluate(() => location.replace('about:blank'));
    await page.waitForURL('about:blank');
    // Now that no answer can set another.
    await context.clearCookies();
    // Nothing of the next page is pointed at.
    await page.mouse.move(0, 0);
    return true;
  } catch {
    return false;
  }
}
