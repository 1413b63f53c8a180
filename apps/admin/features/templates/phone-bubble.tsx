'use client';

import type { Preview, TextForm } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { languageName } from '../../lib/i18n/names';
import { mannerOf } from '../../lib/script';
import { SmsText } from '../../ui/sms-text';
import classes from './preview.module.css';

export interface PhoneBubbleProps {
  readonly preview: Pick<Preview, 'direction' | 'from' | 'locale' | 'trailer'>;
  readonly text: string;
  /** Left out where it is not known. */
  readonly form: TextForm | undefined;
}

/** The words in their own letters and direction; the line for autofill stands by itself, as it is read by machines. */
export function PhoneBubble({ preview, text, form }: PhoneBubbleProps) {
  const t = useTranslations('templates.preview');
  const locale = useLocale();
  const { direction, from, locale: wanted, trailer } = preview;
  const words = trailer === null || !text.endsWith(trailer) ? text : text.slice(0, -trailer.length).trimEnd();
  return (
    <figure className={classes.phone}>
      <div className={classes.bubble}>
        <SmsText manner={{ ...mannerOf(words, from), direction }} className={classes.words}>
          {words}
        </SmsText>
        {words === text ? null : (
          <p className={classes.trailer} dir="ltr">
            {text.slice(words.length).trim()}
          </p>
        )}
      </div>
      {form === undefined ? null : (
        <figcaption>
          {t(`sentForm.${form}`)}
          {from === wanted ? null : (
            <>
              {' · '}
              <span suppressHydrationWarning>{t('inLanguage', { language: languageName(from, locale) })}</span>
            </>
          )}
        </figcaption>
      )}
    </figure>
  );
}
