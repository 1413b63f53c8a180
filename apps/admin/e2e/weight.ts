import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from './console.js';
import type { VisitedBy } from './visits.js';

export const KIB = 1_024;
/** Of the whole visit, as web-vitals add it up. */
export const MOST_SHIFT = 0.02;
/** A page that asks all the time never comes to rest: what it is made of has come by then. */
const REST_MILLISECONDS = 5_000;
const RESTLESS_MILLISECONDS = 2_500;
const RESTLESS = /^\/try\/phone|live=1/;

/** As a browser that has nothing yet gets it. */
export interface Weight {
  /** In bytes, as they came over the wire. */
  readonly scripts: number;
  readonly styles: number;
  /** Sum of the shifts that nobody asked for by a click or a key, until the page came to rest. */
  readonly shift: number;
}

/** Opens a page in a browser of its own, and waits until it has come to rest. */
export async function weigh(room: Pick<ConsoleUnderTest, 'visit'>, path: string, as: VisitedBy = {}): Promise<Weight> {
  const bytes = { scripts: 0, styles: 0 };
  const page = await room.visit(path, { as }, async (fresh) => {
    // A stream that never ends would be waited for.
    await fresh.route('**/api/admin/carriers/live', (route) => route.abort());
    await fresh.addInitScript(noteShifts);
    const session = await fresh.context().newCDPSession(fresh);
    const kinds = new Map<string, keyof typeof bytes>();
    const files = new Set<string>();
    await session.send('Network.enable');
    session.on('Network.responseReceived', ({ requestId, type, response: { url } }) => {
      // At an address where nothing is, files are now and then asked for once more while they are on their way.
      if (files.has(url)) return;
      files.add(url);
      if (type === 'Script') kinds.set(requestId, 'scripts');
      if (type === 'Stylesheet') kinds.set(requestId, 'styles');
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId);
      if (kind) bytes[kind] += encodedDataLength;
    });
  });
  const timeout = RESTLESS.test(path) ? RESTLESS_MILLISECONDS : REST_MILLISECONDS;
  await page.waitForLoadState('networkidle', { timeout }).catch(() => undefined);
  return { ...bytes, shift: await shiftOf(page) };
}

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

interface Noted {
  shifted: number;
}

/** Runs in the page, before its own scripts. */
function noteShifts(): void {
  const noted = window as unknown as Noted;
  noted.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries() as Shift[]) if (!hadRecentInput) noted.shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What a frame has moved is told to the observer after it. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const tell = () => resolve((window as unknown as Noted).shifted);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell)));
      }),
  );
}
