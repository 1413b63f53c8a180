'use client';

import type { MessagePdus } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Fetched, type FetchedQuery } from '../../ui/fetched';
import { Notice } from '../../ui/notice';
import { PduList } from '../../ui/pdu-list';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import classes from './message.module.css';

/** The PDUs of a message, which are asked for when the first of their places is opened. */
export interface PdusState {
  readonly query: FetchedQuery<MessagePdus>;
  readonly want: () => void;
}

export interface PduDetailsProps {
  readonly title: string;
  readonly state: PdusState;
  /** Which of the message's belong here. */
  readonly choose: (pdu: MessagePdus['data'][number]) => boolean;
}

/** Closed until asked for: what went over the wire, field by field, as far as any server still has it. */
export function PduDetails({ title, state, choose }: PduDetailsProps) {
  const t = useTranslations('detail');
  const details = useRef<HTMLDetailsElement>(null);
  const { want } = state;
  // A browser opens it before this page's scripts run, too.
  useEffect(() => {
    if (details.current?.open) want();
  }, [want]);
  return (
    <details ref={details} className={classes.pdus} onToggle={(event) => event.currentTarget.open && want()}>
      <summary>{title}</summary>
      <Fetched
        query={state.query}
        skeleton={
          <Skeleton label={t('loadingPdus')}>
            <GhostTable rows={2} />
          </Skeleton>
        }
      >
        {(pdus) => <Known title={title} pdus={pdus} choose={choose} />}
      </Fetched>
    </details>
  );
}

function Known({ title, pdus, choose }: { title: string; pdus: MessagePdus } & Pick<PduDetailsProps, 'choose'>) {
  const t = useTranslations('detail');
  const trace = useTranslations('carriers.trace');
  const format = useFormatter();
  const { missing_nodes: missing, is_complete: isComplete } = pdus;
  const chosen = pdus.data.filter(choose);
  return (
    <div className={classes.traced}>
      {missing.length > 0 ? <Notice tone="warn" title={trace('missing', { nodes: format.list(missing) })} /> : null}
      {chosen.length > 0 ? <PduList caption={title} pdus={chosen} /> : null}
      {missing.length === 0 && chosen.length === 0 ? <p className={classes.none}>{t('pdusGone')}</p> : null}
      {missing.length === 0 && chosen.length > 0 && !isComplete ? (
        <p className={classes.none}>{t('pdusPartly')}</p>
      ) : null}
    </div>
  );
}
