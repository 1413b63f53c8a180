'use client';

import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { mannerOf } from '../../lib/script';
import { SmsText } from '../../ui/sms-text';
import classes from './message.module.css';

const CODE_MARK = '{code}';

/** The text as it went out. The digits are known to nobody here: dots stand where they stood, in a line for autofill too. */
export function MessageText({ text, language }: { text: string; language: string }) {
  const t = useTranslations('detail');
  const [before, ...others] = text.split(CODE_MARK);
  return (
    <SmsText manner={mannerOf(text, language)} className={classes.text}>
      {before}
      {others.map((after, place) => (
        <Fragment key={place}>
          <span className={classes.dots} aria-hidden>
            ••••••
          </span>
          <span className="visually-hidden">{t('hiddenCode')}</span>
          {after}
        </Fragment>
      ))}
    </SmsText>
  );
}
