'use client';

import type { MessageInspection } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { RowsOfMessages } from './rows-of-messages';
import { useRelated } from './use-inspection';
import classes from './message.module.css';

/** What else went out for the same verification, and to the same number at about the same time. */
export default function RelatedTab({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail.related');
  const query = useRelated(message.id);
  return (
    <div className={classes.tab}>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={4} />
          </Skeleton>
        }
      >
        {({ verification, number }) => (
          <>
            <Card title={t('verification')}>
              <RowsOfMessages
                caption={t('verification')}
                rows={verification.filter(({ id }) => id !== message.id)}
                none={t('noneOfVerification')}
              />
            </Card>
            <Card title={t('number')}>
              <RowsOfMessages caption={t('number')} rows={number} none={t('noneOfNumber')} />
            </Card>
          </>
        )}
      </Fetched>
    </div>
  );
}
