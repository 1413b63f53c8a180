'use client';

import { useEffect, useId, useRef, useState, type ToggleEvent } from 'react';

const GAP = 6;
const EDGE = 8;

/**
 * Something that opens beside its button: the platform's popover (it closes with Escape and with a click elsewhere,
 * and gives the focus back) at a place that is worked out here, because not all browsers can yet.
 */
export function useFlyout({ onOpen }: { onOpen?: (panel: HTMLElement) => void } = {}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  // The page can scroll or change its width under it.
  useEffect(() => {
    if (!isOpen) return;
    const follow = () => place(button.current, panel.current);
    window.addEventListener('resize', follow);
    window.addEventListener('scroll', follow, true);
    return () => {
      window.removeEventListener('resize', follow);
      window.removeEventListener('scroll', follow, true);
    };
  }, [isOpen]);

  function onToggle(event: ToggleEvent<HTMLDivElement>): void {
    const isNowOpen = event.newState === 'open';
    setOpen(isNowOpen);
    if (!isNowOpen || panel.current === null) return;
    place(button.current, panel.current);
    onOpen?.(panel.current);
  }

  return {
    isOpen,
    close: () => panel.current?.hidePopover(),
    button: { ref: button, popoverTarget: id, 'aria-expanded': isOpen, 'aria-controls': id },
    panel: { ref: panel, id, popover: 'auto', onToggle },
  } as const;
}

/** Above the button when there is more room there, along the edge at which reading begins, and inside the window. */
function place(button: HTMLElement | null, panel: HTMLElement | null): void {
  if (!button || !panel) return;
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const isAbove = at.top > window.innerHeight - at.bottom;
  const wantedLeft = document.documentElement.dir === 'rtl' ? at.right - width : at.left;
  const wantedTop = isAbove ? at.top - height - GAP : at.bottom + GAP;
  panel.style.left = `${within(wantedLeft, window.innerWidth - width)}px`;
  panel.style.top = `${within(wantedTop, window.innerHeight - height)}px`;
}

function within(wanted: number, most: number): number {
  return Math.max(EDGE, Math.min(wanted, most - EDGE));
}
