'use client';

import type { HandsetMessage } from '@codewire/contracts';
import { IconAntennaBars5, IconBattery3 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { mannerOf } from '../../lib/script';
import { SmsText } from '../../ui/sms-text';
import { Bubble, type Ticks } from './bubble';
import { findCode } from './code-in-text';
import { LockScreenClock, StatusBarClock } from './handset-clock';
import { useNews } from './use-news';
import classes from './handset.module.css';

export interface PhoneProps {
  readonly number: string;
  readonly messages: readonly HandsetMessage[];
  /** Which language a code was sent in; older messages on the phone are not in here. */
  readonly languages?: ReadonlyMap<string, string>;
  readonly codeLength: number;
  /** How far the newest message with this code has come, as who sent it knows. */
  readonly ticks?: { readonly code: string; readonly come: Ticks } | undefined;
  readonly onTakeCode: (digits: string) => void;
  /** What stands where there are no messages, or besides them. */
  readonly hint?: ReactNode;
  readonly size?: 'usual' | 'large';
}

const NO_LANGUAGES: ReadonlyMap<string, string> = new Map();

/** A drawn phone with its messages, the newest at the bottom, where a thumb would be. */
export function Phone(props: PhoneProps) {
  const { number, messages, languages = NO_LANGUAGES, codeLength, ticks, onTakeCode, hint, size = 'usual' } = props;
  const t = useTranslations('handset');
  const oldestFirst = messages.toReversed();
  const bottom = useScrollToBottom(oldestFirst.length);
  const newest = ticks && oldestFirst.findLastIndex(({ text }) => findCode(text, codeLength)?.code === ticks.code);

  return (
    <div className={classes.phone} data-size={size} data-testid="phone">
      <div className={classes.screen}>
        <div className={classes.statusBar} aria-hidden>
          <StatusBarClock />
          <span className={classes.island} />
          <span className={classes.signals}>
            <IconAntennaBars5 size={17} />
            <IconBattery3 size={19} />
          </span>
        </div>
        <Notification key={number} messages={messages} languages={languages} codeLength={codeLength} />
        <LockScreenClock isSmall={oldestFirst.length > 0} />
        <div ref={bottom} className={classes.inbox} role="log" aria-label={t('inbox')} tabIndex={0}>
          <ul>
            {oldestFirst.map((message, index) => (
              <Bubble
                key={`${message.received_at} ${index}`}
                message={message}
                languages={languages}
                codeLength={codeLength}
                ticks={ticks && index === newest ? ticks.come : undefined}
                onTakeCode={onTakeCode}
              />
            ))}
          </ul>
          {hint}
        </div>
        <span className={classes.homeBar} aria-hidden />
      </div>
    </div>
  );
}

type NotificationProps = Required<Pick<PhoneProps, 'messages' | 'languages' | 'codeLength'>>;

/** Slides in over the lock screen and goes again; what it says is in the message below, which is what is read out. */
function Notification({ messages, languages, codeLength }: NotificationProps) {
  const news = useNews(messages);
  if (news === undefined) return null;
  const parts = findCode(news.text, codeLength);
  return (
    <div key={news.received_at} className={classes.notification} aria-hidden data-testid="phone-notification">
      <strong>
        <bdi>{news.from}</bdi>
      </strong>
      <SmsText
        manner={mannerOf(news.text, parts ? languages.get(parts.code) : undefined)}
        className={classes.notified ?? ''}
      >
        {news.text}
      </SmsText>
    </div>
  );
}

function useScrollToBottom(messageCount: number) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [messageCount]);
  return place;
}
