'use client';

import type { HandsetMessage } from '@codewire/contracts';
import { IconCheck, IconChecks } from '@tabler/icons-react';
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
  /** Only on the message that was sent last from here. */
  readonly ticks: Ticks | undefined;
  readonly onTakeCode: (digits: string) => void;
}

/** How far a message has come, as who sent it knows. */
export type Ticks = 'none' | 'sent' | 'delivered';

/** One SMS in its own script and direction; its code is a button, as on a phone that offers to fill it in. */
export function Bubble({ message, languages, codeLength, ticks, onTakeCode }: BubbleProps) {
  const t = useTranslations('handset');
  const parts = findCode(message.text, codeLength);
  const manner = mannerOf(message.text, parts ? languages.get(parts.code) : undefined);

  return (
    <li className={classes.bubble} data-testid="phone-message">
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
              data-testid="phone-code"
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
        <span>
          {message.encoding} · {t('segments', { count: message.segments })}
        </span>
        <Ticked ticks={ticks} />
      </p>
    </li>
  );
}

function Ticked({ ticks }: { ticks: Ticks | undefined }) {
  const t = useTranslations('handset');
  if (ticks === undefined || ticks === 'none') return null;
  const Icon = ticks === 'sent' ? IconCheck : IconChecks;
  return (
    <span className={classes.ticks} data-ticks={ticks}>
      <Icon size={16} aria-hidden />
      {t(ticks)}
    </span>
  );
}
