'use client';

import { useTranslations } from 'next-intl';
import classes from './templates.module.css';

/** How many languages have a text of their own, in words; the bar beside them says nothing more. */
export function CoverageBar({ done, all }: { done: number; all: number }) {
  const t = useTranslations('templates');
  return (
    <div className={classes.coverage}>
      <span>{t('languagesDone', { done, count: all })}</span>
      <progress value={done} max={Math.max(all, 1)} aria-hidden />
    </div>
  );
}
