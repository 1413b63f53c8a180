'use client';

import type { ReceiptState, ReceiptView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { OutcomeIcon } from './outcome-icon';
import classes from './message.module.css';

const TONES: Record<ReceiptState, Tone> = {
  delivered: 'ok',
  undelivered: 'bad',
  expired: 'warn',
  accepted: 'busy',
  enroute: 'busy',
  deleted: 'bad',
  rejected: 'bad',
  unknown: 'calm',
};

/** What carriers reported, in the order it came in. */
export function ReceiptsTable({ receipts }: { receipts: readonly ReceiptView[] }) {
  const t = useTranslations('detail');
  const stateWord = useTranslations('receiptState');
  if (receipts.length === 0) return <p className={classes.none}>{t('noReceipts')}</p>;
  return (
    <div className={classes.scroll} role="region" aria-label={t('receipts')} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('received')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('errorCode')}</th>
            <th scope="col">{t('carrierIds')}</th>
            <th scope="col">{t('attempt')}</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map((receipt, index) => (
            <tr key={`${receipt.received_at} ${index}`}>
              <td>
                <Moment at={receipt.received_at} show="precise" />
              </td>
              <td>
                <Badge tone={TONES[receipt.state]} icon={<OutcomeIcon tone={TONES[receipt.state]} />}>
                  {stateWord(receipt.state)}
                </Badge>
              </td>
              <td className={classes.mono}>{receipt.error_code ?? '–'}</td>
              <td className={classes.mono}>
                <bdi dir="ltr">{receipt.smsc_message_id}</bdi>
              </td>
              <td>{receipt.attempt ?? t('unmatched')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
