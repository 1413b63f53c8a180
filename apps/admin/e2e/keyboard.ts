import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, as a screen reader would call it; fails when nothing shows that it has. */
export async function focused(page: Page): Promise<string> {
  const { name, isShown } = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const marks = [getComputedStyle(element), getComputedStyle(element, '::after')];
    const { x, y, width, height } = element.getBoundingClientRect();
    const above = document.elementFromPoint(x + width / 2, y + height / 2);
    const isOnTop = above !== null && (element.contains(above) || above.contains(element));
    return {
      name:
        element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.innerText ?? element.innerText,
      isShown:
        isOnTop && marks.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px'),
    };
  });
  expect(isShown, `the focus on "${name}" is seen`).toBe(true);
  return name.split('\n')[0]!.trim();
}

/** Presses Tab until the focus is there; fails when it comes round without. */
export async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return;
    seen.push(name);
  }
  throw new Error(`Tab never came to ${wanted}, only to: ${seen.join(', ')}`);
}
