import type { KeyboardEvent } from 'react';

/** The ARIA pattern of menus: arrows go round, Home and End to the ends, a letter to what begins with it. */
export function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const current = items.indexOf(document.activeElement as HTMLElement);
  const wanted = targetOf(event.key, current, items);
  if (wanted === undefined) return;
  event.preventDefault();
  items[wanted]?.focus();
}

function targetOf(key: string, current: number, items: readonly HTMLElement[]): number | undefined {
  const count = items.length;
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return (Math.max(current, 0) - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  const turns = [...items.keys()].map((index) => (current + 1 + index) % count);
  return turns.find((index) => items[index]?.innerText.trim().toLowerCase().startsWith(key.toLowerCase()));
}

/** Where the focus begins: at what is chosen, or else at the first. */
export function enterMenu(menu: HTMLElement): void {
  const chosen = menu.querySelector<HTMLElement>('[aria-checked="true"]');
  (chosen ?? menu.querySelector<HTMLElement>('[role^="menuitem"]'))?.focus();
}
