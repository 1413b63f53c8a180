'use client';

import { memo, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { barAt, brushByKey, endsOf, type Brush } from './brush';
import { layersOf, sumOf } from './stack';
import classes from './chart.module.css';

/** Colour and pattern together: none is told from another by colour alone. */
export const BAR_LOOKS = ['ok', 'busy', 'waiting', 'calm', 'warn', 'bad', 'lost'] as const;
export type BarLook = (typeof BAR_LOOKS)[number];

/** How far apart the lines of a pattern are; 0 is a plain face. */
const LINES: Record<BarLook, number> = { ok: 0, busy: 10, waiting: 5, calm: 16, warn: 7, bad: 0, lost: 4 };

export interface Bar {
  readonly key: string;
  /** All that there is to say of it, in words. */
  readonly label: string;
  readonly parts: readonly number[];
}

export interface StackedBarsProps {
  readonly label: string;
  /** Which keys do what: for screen readers, the eye has it elsewhere. */
  readonly hint: string;
  readonly bars: readonly Bar[];
  /** Of the parts, in their order. */
  readonly looks: readonly BarLook[];
  /** Told which bar is pointed at or has the focus. */
  readonly onLook: (bar: Bar | undefined) => void;
  /** Told the first and the last of the bars that were chosen. */
  readonly onPick: (first: number, last: number) => void;
  /** Escape, with nothing picked. */
  readonly onLeave?: (() => void) | undefined;
}

/**
 * Bars along time. A stretch of them is chosen by dragging, with a pointer or a finger, or by keys: it is a list of
 * options to assistive technology, one stop of Tab however many bars there are.
 */
export function StackedBars({ label, hint, bars, looks, onLook, onPick, onLeave }: StackedBarsProps) {
  const id = useId();
  const [brush, setBrush] = useState<Brush | null>(null);
  const isDragging = useRef(false);
  const picked = brush && endsOf({ anchor: clamp(brush.anchor), active: clamp(brush.active) });

  function clamp(bar: number): number {
    return Math.min(bar, bars.length - 1);
  }

  function show(next: Brush | null): void {
    setBrush(next);
    onLook(next === null ? undefined : bars[next.active]);
  }

  function pick({ anchor, active }: Brush): void {
    const { first, last } = endsOf({ anchor: clamp(anchor), active: clamp(active) });
    show(null);
    onPick(first, last);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = brushByKey(brush, event, bars.length, isMirrored(event.currentTarget));
    if (next !== undefined) show(next);
    else if ((event.key === 'Enter' || event.key === ' ') && brush !== null) pick(brush);
    else if (event.key === 'Escape' && brush !== null) show(null);
    else if (event.key === 'Escape' && onLeave !== undefined) onLeave();
    else return;
    event.preventDefault();
  }

  function barUnder(event: PointerEvent): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return barAt(event.clientX, { start: left, width }, bars.length, isMirrored(event.currentTarget));
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    const bar = barUnder(event);
    show({ anchor: bar, active: bar });
  }

  function onPointerMove(event: PointerEvent): void {
    const active = barUnder(event);
    if (!isDragging.current) return onLook(bars[active]);
    if (brush !== null && active !== brush.active) show({ ...brush, active });
  }

  function onPointerUp(): void {
    if (!isDragging.current) return;
    isDragging.current = false;
    if (brush !== null) pick(brush);
  }

  return (
    <div
      className={classes.bars}
      role="listbox"
      aria-multiselectable
      aria-label={label}
      aria-describedby={`${id}-hint`}
      aria-activedescendant={brush === null ? undefined : `${id}-${clamp(brush.active)}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => show(null)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      // The finger went up or down instead: the page scrolls.
      onPointerCancel={() => {
        isDragging.current = false;
        show(null);
      }}
      onPointerLeave={() => {
        if (!isDragging.current && brush === null) onLook(undefined);
      }}
    >
      <svg
        className={classes.field}
        viewBox={`0 0 ${Math.max(bars.length, 1)} 100`}
        preserveAspectRatio="none"
        role="presentation"
      >
        <Patterns id={id} looks={looks} />
        <line className={classes.ground} x1="0" x2={bars.length} y1="100" y2="100" />
        <Bars id={id} bars={bars} looks={looks} first={picked?.first ?? -1} last={picked?.last ?? -1} />
        {picked ? (
          <rect
            className={classes.picked}
            x={picked.first}
            y="0"
            width={picked.last - picked.first + 1}
            height="100"
            aria-hidden
          />
        ) : null}
      </svg>
      <span id={`${id}-hint`} hidden>
        {hint}
      </span>
    </div>
  );
}

interface BarsProps extends Pick<StackedBarsProps, 'bars' | 'looks'> {
  readonly id: string;
  readonly first: number;
  readonly last: number;
}

const Bars = memo(function Bars({ id, bars, looks, first, last }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ parts }) => sumOf(parts)));
  return bars.map((bar, index) => (
    <OneBar key={bar.key} {...{ id, bar, looks, index, most }} isPicked={index >= first && index <= last} />
  ));
});

interface OneBarProps extends Pick<BarsProps, 'id' | 'looks'> {
  readonly bar: Bar;
  readonly index: number;
  readonly most: number;
  readonly isPicked: boolean;
}

/** Drawn again only when it says something else: of a chart that follows a live log all but the newest stay as they are. */
const OneBar = memo(
  function OneBar({ id, bar: { label, parts }, looks, index, most, isPicked }: OneBarProps) {
    return (
      <g id={`${id}-${index}`} role="option" aria-selected={isPicked} aria-label={label} data-bar={sumOf(parts)}>
        <rect className={classes.room} x={index} y="0" width="1" height="100" />
        {layersOf(parts, most).map(({ part, y, height }) => (
          <rect
            key={part}
            className={classes.layer}
            data-look={looks[part]}
            fill={`url(#${id}-${looks[part]})`}
            x={index + 0.09}
            y={y}
            width="0.82"
            height={height}
          />
        ))}
      </g>
    );
  },
  ({ bar, ...before }, { bar: next, ...now }) =>
    bar.label === next.label &&
    bar.parts.every((part, at) => part === next.parts[at]) &&
    (Object.keys(now) as (keyof typeof now)[]).every((name) => before[name] === now[name]),
);

/** Lines across only: a chart is as wide as its page, and what runs across is not torn apart by that. */
function Patterns({ id, looks }: { id: string; looks: readonly BarLook[] }) {
  return (
    <defs>
      {looks.map((look) => (
        <pattern key={look} id={`${id}-${look}`} width="1" height={LINES[look] || 10} patternUnits="userSpaceOnUse">
          <rect className={classes.face} data-look={look} width="1" height={LINES[look] || 10} />
          {LINES[look] === 0 ? null : <rect className={classes.line} data-look={look} width="1" height="2" />}
        </pattern>
      ))}
    </defs>
  );
}

/** What a legend shows beside a word: the same face. */
export function LookKey({ look }: { look: BarLook }) {
  const id = useId();
  return (
    <svg className={classes.key} viewBox="0 0 16 16" aria-hidden>
      <Patterns id={id} looks={[look]} />
      <rect className={classes.layer} data-look={look} fill={`url(#${id}-${look})`} width="16" height="16" rx="3" />
    </svg>
  );
}

function isMirrored(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
