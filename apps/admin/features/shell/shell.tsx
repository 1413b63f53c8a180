'use client';

import type { ConsoleContext } from '@codewire/contracts';
import { IconMenu2, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { notePlace } from '../../lib/recent-places';
import { Toasts } from '../../ui/toasts';
import { Brand } from './brand';
import { CarrierHealth } from './carrier-health';
import { LanguageMenu } from './language-menu';
import { OfflineBanner } from './offline-banner';
import { PaletteButton } from './palette-button';
import { Rail } from './rail';
import { Shortcuts } from './shortcuts';
import { StaleBanner } from './stale-banner';
import { ThemeMenu } from './theme-menu';
import { ContextProvider } from './use-console-context';
import { SignOutButton, UserCorner } from './user-corner';
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
  useEffect(() => {
    setRailOpen(false);
    notePlace(pathname);
  }, [pathname]);

  useEffect(() => {
    if (!isRailOpen) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setRailOpen(false);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isRailOpen]);

  return (
    <ContextProvider first={context}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.bar}>
        <button
          type="button"
          className={classes.burger}
          aria-label={isRailOpen ? t('closeMenu') : t('openMenu')}
          aria-expanded={isRailOpen}
          aria-controls="rail"
          onClick={() => setRailOpen(!isRailOpen)}
        >
          {isRailOpen ? <IconX size={22} aria-hidden /> : <IconMenu2 size={22} aria-hidden />}
        </button>
        <Brand />
        <span className={classes.barEnd}>
          <SignOutButton />
        </span>
      </header>
      <nav id="rail" className={classes.rail} aria-label={t('rooms')} data-open={isRailOpen || undefined}>
        <div className={classes.rooms}>
          <div className={classes.railBrand}>
            <Brand />
          </div>
          <PaletteButton />
          <Rail />
        </div>
        <footer className={classes.foot}>
          <CarrierHealth />
          <UserCorner />
          <div className={classes.tools}>
            <LanguageMenu />
            <ThemeMenu />
            <Shortcuts />
          </div>
        </footer>
      </nav>
      <main id="main" tabIndex={-1} className={classes.main}>
        <OfflineBanner />
        <StaleBanner />
        {children}
      </main>
      <Toasts />
    </ContextProvider>
  );
}
