'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import classes from './stage.module.css';

export interface StageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Where one stage takes the place of another without a new page, the reader is taken to its heading. */
  readonly takesFocus: boolean;
  readonly children: ReactNode;
}

/** One thing at a time: what it is, why, and what to do. */
export function Stage({ title, lead, takesFocus, children }: StageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus, title]);
  return (
    <section className={classes.stage}>
      <header className={classes.header}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </header>
      {children}
    </section>
  );
}
