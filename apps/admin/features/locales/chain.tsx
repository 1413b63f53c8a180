'use client';

import { IconArrowRight } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { languageName } from '../../lib/i18n/names';
import classes from './locales.module.css';

/** Where texts are looked for, in order: "fr-CA -> fr -> en". The arrows point the way the page is read. */
export function Chain({ tags }: { tags: readonly string[] }) {
  const t = useTranslations('locales');
  const locale = useLocale();
  return (
    <ol className={classes.chain} aria-label={t('chain')}>
      {tags.map((tag, place) => (
        <li key={tag}>
          {place === 0 ? null : <IconArrowRight size={14} className={classes.turns} aria-hidden />}
          <bdi dir="ltr" title={languageName(tag, locale)} suppressHydrationWarning>
            {tag}
          </bdi>
        </li>
      ))}
    </ol>
  );
}
