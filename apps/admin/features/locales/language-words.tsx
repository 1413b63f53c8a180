'use client';

import {
  IconCircleCheck,
  IconCircleMinus,
  IconStar,
  IconTextDirectionLtr,
  IconTextDirectionRtl,
} from '@tabler/icons-react';
import type { LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { languageName, ownLanguageName } from '../../lib/i18n/names';
import { mannerOf } from '../../lib/script';
import { Badge } from '../../ui/badge';
import { useScriptFont } from '../../ui/use-script-font';
import classes from './locales.module.css';

/** In the reader's words. */
export function LanguageName({ tag }: { tag: string }) {
  const locale = useLocale();
  return (
    <span className={classes.name} suppressHydrationWarning>
      {languageName(tag, locale)}
    </span>
  );
}

/** In its own words and letters. */
export function OwnName({ tag }: { tag: string }) {
  const name = ownLanguageName(tag);
  const { font } = mannerOf(name, tag);
  useScriptFont(font);
  return (
    <bdi lang={tag} data-font={font} suppressHydrationWarning>
      {name}
    </bdi>
  );
}

export function Tag({ tag }: { tag: string }) {
  return (
    <bdi dir="ltr" className={classes.tag}>
      {tag}
    </bdi>
  );
}

export function StateBadge({ locale }: { locale: Pick<LocaleView, 'is_default' | 'is_enabled'> }) {
  const t = useTranslations('locales');
  if (locale.is_default) {
    return (
      <Badge tone="busy" icon={<IconStar size={15} aria-hidden />}>
        {t('default')}
      </Badge>
    );
  }
  return locale.is_enabled ? (
    <Badge tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
      {t('enabled')}
    </Badge>
  ) : (
    <Badge tone="calm" icon={<IconCircleMinus size={15} aria-hidden />}>
      {t('disabled')}
    </Badge>
  );
}

export function DirectionWords({ direction }: { direction: LocaleView['direction'] }) {
  const t = useTranslations('locales');
  const Icon = direction === 'rtl' ? IconTextDirectionRtl : IconTextDirectionLtr;
  return (
    <span className={classes.withIcon}>
      <Icon size={16} aria-hidden />
      {t(`directions.${direction}`)}
    </span>
  );
}
