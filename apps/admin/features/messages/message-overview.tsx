'use client';

import type { MessageInspection } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { Card } from '../../ui/card';
import { CodeBlock } from '../../ui/code-block';
import { useMay } from '../session/session-provider';
import { AttemptList } from './attempt-list';
import { carrierReports } from './carrier-report';
import { MessageFacts } from './message-facts';
import { MessageText } from './message-text';
import type { PdusState } from './pdu-details';
import { ReceiptsTable } from './receipts-table';
import { Timeline } from './timeline';
import { usePdus } from './use-inspection';
import classes from './message.module.css';

/** Its way, its words, who was to carry it, and what to tell them when they did not. */
export function MessageOverview({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail');
  const pdus = usePdusState(message);
  return (
    <div className={classes.tab}>
      <div className={classes.columns}>
        <Card title={t('timeline')}>
          <Timeline events={message.timeline} />
        </Card>
        <div className={classes.stack}>
          <Card title={t('text')}>
            <MessageText text={message.text} language={message.language} />
          </Card>
          <Card title={t('facts')}>
            <MessageFacts message={message} />
          </Card>
        </div>
      </div>
      <Card title={t('attempts')}>
        <AttemptList attempts={message.attempts} pdus={pdus} />
      </Card>
      <Card title={t('receipts')}>
        <ReceiptsTable receipts={message.receipts} />
      </Card>
      <Reports message={message} />
    </div>
  );
}

function usePdusState(message: MessageInspection): PdusState | undefined {
  const may = useMay();
  const [isWanted, setWanted] = useState(false);
  const query = usePdus(message, isWanted);
  const want = useCallback(() => setWanted(true), []);
  return may('carriers.trace') ? { query, want } : undefined;
}

function Reports({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail.report');
  const reports = carrierReports(message);
  if (reports.length === 0) return null;
  return (
    <Card title={t('title')}>
      <p className={classes.lead}>{t('lead')}</p>
      <div className={classes.reports}>
        {reports.map(({ carrier, text }) => (
          <CodeBlock
            key={carrier}
            title={t('to', { carrier })}
            copyLabel={t('copy', { carrier })}
            text={text}
            isFolded
          />
        ))}
      </div>
    </Card>
  );
}
