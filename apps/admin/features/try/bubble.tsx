'use client';

import type { HandsetMessage } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { mannerOf } from '../../lib/script';
import { Moment } from '../../ui/moment';
import { SmsText } from '../../ui/sms-text';
import { findCode } from './code-in-text';
import classes from './handset.module.css';

export interface BubbleProps {
  readonly message: HandsetMessage;
  readonly languages: ReadonlyMap<string, string>;
  readonly codeLength: number;
  readonly onTakeCode: (digits: string) => void;
}

/** One SMS in its own script and direction; its code is a button, as on a phone that offers to fill it in. */
export function Bubble({ message, languages, codeLength, onTakeCode }: BubbleProps) {
  const t = useTranslations('handset');
  const parts = findCode(message.text, codeLength);
  const manner = mannerOf(message.text, parts ? languages.get(parts.code) : undefined);

  return (
    <li className={classes.bubble}>
      <p className={classes.from}>
        <span className={classes.avatar} aria-hidden>
          {Array.from(message.from)[0]}
        </span>
        <bdi>{message.from}</bdi>
        <Moment at={message.received_at} show="minute" />
      </p>
      <SmsText manner={manner} className={classes.text}>
        {parts ? (
          <>
            {parts.before}
            <button
              type="button"
              className={classes.code}
              aria-label={t('useCode', { code: parts.code })}
              onClick={() => onTakeCode(parts.code)}
            >
              <bdi>{parts.code}</bdi>
            </button>
            {parts.after}
          </>
        ) : (
          message.text
        )}
      </SmsText>
      <p className={classes.size}>
        {message.encoding} · {t('segments', { count: message.segments })}
      </p>
    </li>
  );
}
