'use client';

import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { placeAt } from './reorder';

/** A row that is on its way to another place. */
export interface Lift {
  readonly id: string;
  readonly from: number;
  /** Where it would stand if it was let go now. */
  readonly to: number;
  readonly by: 'pointer' | 'keys';
}

export interface LiftOptions {
  readonly ids: readonly string[];
  /** Its rows are marked by `data-rule`. */
  readonly list: RefObject<HTMLElement | null>;
  readonly onDrop: (id: string, place: number) => void;
  /** Told to those who do not see it: lifted, moved on, put back. */
  readonly onTell: (told: 'lifted' | 'moved' | 'cancelled', lift: Lift) => void;
}

/** Near an edge of the window a drag scrolls the page. */
const EDGE_PIXELS = 56;
const SCROLL_PIXELS = 14;

/**
 * Rows that are put in order by their handles: dragged by mouse, pen or finger, or lifted by Space or Enter, moved by
 * the arrows, Home and End, and put down by Space or Enter. Escape puts back. Nothing moves before it is let go.
 */
export function useLift({ ids, list, onDrop, onTell }: LiftOptions) {
  const [lift, setLift] = useState<Lift>();
  const latest = useRef<{ lift: Lift | undefined; onDrop: LiftOptions['onDrop'] }>({ lift, onDrop });
  useEffect(() => {
    latest.current = { lift, onDrop };
  });

  function end(isDropped: boolean): void {
    const { lift: ended, onDrop: drop } = latest.current;
    latest.current.lift = undefined;
    setLift(undefined);
    if (ended === undefined) return;
    if (isDropped && ended.to !== ended.from) drop(ended.id, ended.to);
    else onTell('cancelled', ended);
  }

  const isDragged = lift?.by === 'pointer';
  useEffect(() => {
    if (!isDragged) return;
    const move = ({ clientY }: globalThis.PointerEvent) => {
      scrollAtEdge(clientY);
      const middles = rowsOf(list.current).map(middleOf);
      setLift((lifted) => lifted && { ...lifted, to: placeAt(clientY, middles, lifted.from) });
    };
    const drop = () => end(true);
    const putBack = () => end(false);
    const onKey = ({ key }: globalThis.KeyboardEvent) => key === 'Escape' && putBack();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', putBack);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', putBack);
      window.removeEventListener('keydown', onKey);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what ends a drag is read when it ends
  }, [isDragged]);

  function start(id: string, by: Lift['by']): void {
    const from = ids.indexOf(id);
    const lifted = { id, from, to: from, by };
    setLift(lifted);
    if (by === 'keys') onTell('lifted', lifted);
  }

  function goTo(lifted: Lift, wanted: number): void {
    const moved = { ...lifted, to: Math.min(Math.max(wanted, 0), ids.length - 1) };
    setLift(moved);
    onTell('moved', moved);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (lift?.by !== 'keys') return;
    const to = { ArrowUp: lift.to - 1, ArrowDown: lift.to + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      goTo(lift, to);
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      end(false);
    }
  }

  return {
    lift,
    handle: (id: string) => ({
      'aria-pressed': lift?.id === id,
      onPointerDown: ({ button, isPrimary }: PointerEvent) => {
        if (button === 0 && isPrimary && lift === undefined) start(id, 'pointer');
      },
      // Of a key, or of a screen reader's own way to press: a mouse counts its clicks.
      onClick: ({ detail }: MouseEvent) => {
        if (detail > 0) return;
        if (lift?.by === 'keys') end(true);
        else start(id, 'keys');
      },
      onKeyDown,
      onBlur: () => lift?.by === 'keys' && end(false),
    }),
    /** Where the line is drawn that shows where it would stand. */
    dropMark: (place: number): 'before' | 'after' | undefined => {
      if (lift === undefined || lift.to === lift.from || lift.to !== place) return undefined;
      return lift.to < lift.from ? 'before' : 'after';
    },
  };
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-rule]') ?? [])];
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function scrollAtEdge(y: number): void {
  if (y < EDGE_PIXELS) window.scrollBy(0, -SCROLL_PIXELS);
  if (y > window.innerHeight - EDGE_PIXELS) window.scrollBy(0, SCROLL_PIXELS);
}
