'use client';

import type { TextDetail, TryResponse } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { Notice } from '../../ui/notice';
import { AsideLink } from '../../ui/links';
import { useMay } from '../session/session-provider';
import { PhoneBubble } from './phone-bubble';
import classes from './editor.module.css';

const LOOK_AGAIN_MILLISECONDS = 500;

export interface ArrivalProps {
  readonly sent: TryResponse;
  readonly language: string;
  readonly direction: TextDetail['direction'];
}

/** What was sent, as it lies on the handset; one's own phone only its owner sees. */
export function Arrival({ sent, language, direction }: ArrivalProps) {
  const t = useTranslations('templates.test');
  const may = useMay();
  const { passcode, number, message } = sent;
  const onHandset = useQuery({
    queryKey: ['test-arrival', message.id],
    queryFn: async ({ signal }) => {
      const { messages } = await callFromBrowser(calls.handset({ number }), signal);
      return messages.find(({ text }) => passcode !== undefined && text.includes(passcode)) ?? null;
    },
    enabled: passcode !== undefined && may('try.use'),
    refetchInterval: ({ state }) => (state.data ? false : LOOK_AGAIN_MILLISECONDS),
  });
  const text = onHandset.data?.text;
  return (
    <Notice tone="ok" title={t(sent.is_simulated ? 'sentToHandset' : 'sentToOwn')} role="status">
      {text === undefined ? null : (
        <div className={classes.arrival}>
          <PhoneBubble
            preview={{ direction, from: language, locale: language, trailer: null }}
            text={text}
            form={undefined}
          />
        </div>
      )}
      <div className={classes.ways}>
        {sent.is_simulated && may('try.use') ? <AsideLink href="/try">{t('seeInTry')}</AsideLink> : null}
        {may('messages.read') ? <AsideLink href={`/messages/${message.id}`}>{t('seeMessage')}</AsideLink> : null}
      </div>
    </Notice>
  );
}
