'use client';

import { AppShell, Burger } from '@mantine/core';
import type { ConsoleContext } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { Brand } from './brand';
import { CarrierHealth } from './carrier-health';
import { LanguageMenu } from './language-menu';
import { Rail } from './rail';
import { Shortcuts } from './shortcuts';
import { StaleBanner } from './stale-banner';
import { ThemeMenu } from './theme-menu';
import { ContextProvider } from './use-console-context';
import classes from './shell.module.css';

export interface ShellProps {
  readonly children: ReactNode;
  /** Undefined when the backend did not answer the first paint; the browser keeps asking. */
  readonly context: { readonly data: ConsoleContext; readonly at: number } | undefined;
}

export function Shell({ children, context }: ShellProps) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const [isRailOpen, setRailOpen] = useState(false);
  useEffect(() => setRailOpen(false), [pathname]);

  return (
    <ContextProvider first={context}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <AppShell
        header={{ height: { base: 56, sm: 0 } }}
        navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !isRailOpen } }}
        transitionDuration={120}
      >
        <AppShell.Header className={classes.bar} hiddenFrom="sm">
          <Burger
            size="sm"
            opened={isRailOpen}
            onClick={() => setRailOpen(!isRailOpen)}
            aria-label={isRailOpen ? t('closeMenu') : t('openMenu')}
            aria-expanded={isRailOpen}
            aria-controls="rail"
          />
          <Brand />
        </AppShell.Header>
        <AppShell.Navbar
          id="rail"
          className={classes.rail}
          aria-label={t('rooms')}
          data-closed={!isRailOpen || undefined}
          onKeyDown={(event) => event.key === 'Escape' && setRailOpen(false)}
        >
          <Rail />
          <footer className={classes.foot}>
            <CarrierHealth />
            <div className={classes.tools}>
              <LanguageMenu />
              <ThemeMenu />
              <Shortcuts />
            </div>
          </footer>
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
          <StaleBanner />
          {children}
        </AppShell.Main>
      </AppShell>
    </ContextProvider>
  );
}
