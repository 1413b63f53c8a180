'use client';

import type { ReactNode } from 'react';
import { Toasts } from '../../ui/toasts';
import { Brand } from './brand';
import { LanguageMenu } from './language-menu';
import { ThemeMenu } from './theme-menu';
import classes from './entry-frame.module.css';

/** A calm page with one thing to do. */
export function EntryFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <Brand />
        <span className={classes.tools}>
          <LanguageMenu />
          <ThemeMenu />
        </span>
      </header>
      <main className={classes.main}>{children}</main>
      <Toasts />
    </div>
  );
}
