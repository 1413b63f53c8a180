import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Focus {
  /** As a screen reader would call it. */
  readonly name: string;
  readonly isSeen: boolean;
}

/** What has the focus now, and whether anything shows that it has. */
async function focusOf(page: Page): Promise<Focus> {
  const { name, isSeen } = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const marks = [getComputedStyle(element), getComputedStyle(element, '::after')];
    const { x, y, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(x + width / 2, y + height / 2);
    const isOnTop = above !== null && (element.contains(above) || above.contains(element));
    return {
      name:
        element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.innerText ?? element.innerText,
      isSeen:
        isOnTop && marks.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px'),
    };
  });
  return { name: name.split('\n')[0]!.trim(), isSeen };
}

/** Resolves with what has the focus once it is seen; fails when nothing ever shows that it has. */
async function focused(page: Page): Promise<string> {
  let name = '';
  await expect
    .poll(async () => {
      const focus = await focusOf(page);
      ({ name } = focus);
      return focus;
    })
    .toMatchObject({ isSeen: true });
  return name;
}

/** Resolves when the focus is there, and seen: pages move it a moment after they are drawn. */
export async function untilFocused(page: Page, wanted: string | RegExp): Promise<void> {
  const name: unknown = typeof wanted === 'string' ? wanted : expect.stringMatching(wanted);
  await expect.poll(() => focusOf(page)).toEqual({ name, isSeen: true });
}

/** Presses Tab until the focus is there; fails when it comes round without. */
export async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  const seen: string[] = [];
  while (seen.length < 40) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return;
    seen.push(name);
  }
  throw new Error(`Tab never came to ${wanted}, only to: ${seen.join(', ')}`);
}

/** Goes there by Tab, and presses. */
export async function pressAt(page: Page, name: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** Two keys of which the second has to come within a second of the first, as hands press them: neither waits for the page. */
export async function chord(page: Page, first: string, second: string): Promise<void> {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)]);
}
