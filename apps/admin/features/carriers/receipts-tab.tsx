'use client';

import type { CarrierView, InboundView, UnmatchedReceipt } from '@codewire/contracts';
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import type { ApiCall } from '../../lib/api/call';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure } from '../../lib/api/failure';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { useMay } from '../session/session-provider';
import { ConflictNotice } from './conflict-notice';
import { OlderRows } from './older-rows';
import type { ReceiptsDraft } from './small-drafts';
import { KEY } from './use-carriers';
import type { DraftState } from './use-draft';
import { useReview } from './use-review';
import classes from './carriers.module.css';

export interface ReceiptsTabProps {
  readonly carrier: CarrierView;
  readonly state: DraftState<ReceiptsDraft>;
}

/** How its receipts find their messages, and those that found none. */
export default function ReceiptsTab({ carrier, state }: ReceiptsTabProps) {
  const t = useTranslations('carriers.receipts');
  const maySee = useMay()('carriers.trace');
  return (
    <div className={classes.stack}>
      <Card title={t('forms')}>
        <FormsPart carrier={carrier} state={state} />
      </Card>
      {maySee ? (
        <>
          <Card title={t('unmatched')}>
            <Unmatched carrier={carrier} />
          </Card>
          <Card title={t('inbound')}>
            <Inbound carrier={carrier} />
          </Card>
        </>
      ) : (
        <p className={classes.none}>{t('closed')}</p>
      )}
    </div>
  );
}

const FORMS = ['learn', 'same', 'decimal_to_hex', 'hex_to_decimal'] as const;

function FormsPart({ carrier, state }: ReceiptsTabProps) {
  const t = useTranslations('carriers.receipts');
  const common = useTranslations('carriers');
  const mayWrite = useMay()('carriers.write');
  const { base, draft, setDraft, isTouched, theirs, takeOver } = state;
  const review = useReview(base, takeOver);
  const learnt = carrier.receipt_ids_learnt;
  const saying = learnt === null ? t('learntNothing') : t('learnt', { form: t(`formName.${learnt}`) });
  if (!mayWrite || carrier.is_simulated) {
    return (
      <>
        <p>{t(`formName.${carrier.settings.receipt_ids}`)}</p>
        <p className={classes.lead}>{saying}</p>
      </>
    );
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    review.ask({ settings: draft });
  }

  return (
    <>
      <Form onSubmit={submit}>
        <ConflictNotice state={state} />
        <p className={classes.lead}>{saying}</p>
        <OneOf
          legend={t('form')}
          hint={t('formHint')}
          options={FORMS.map((form) => ({ value: form, label: t(`formName.${form}`), detail: t(`formLine.${form}`) }))}
          chosen={draft.receipt_ids}
          onChoose={(form) => setDraft({ receipt_ids: form })}
        />
        {review.failure === null ? null : <FailureNotice failure={asFailure(review.failure)} takesFocus />}
        <FormActions>
          {isTouched ? <Button onClick={() => takeOver(base)}>{common('discard')}</Button> : null}
          <Button type="submit" emphasis="main" disabled={!isTouched || theirs !== null} loading={review.isBusy}>
            {common('review')}
          </Button>
        </FormActions>
      </Form>
      {review.dialog}
    </>
  );
}

interface RowPage<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

function useRows<Row>(
  key: readonly string[],
  ask: (cursor: string) => ApiCall<RowPage<Row>>,
): UseInfiniteQueryResult<InfiniteData<RowPage<Row>>> {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => callFromBrowser(ask(pageParam), signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
}

function Unmatched({ carrier: { id } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers.receipts');
  const stateWord = useTranslations('receiptState');
  const query = useRows<UnmatchedReceipt>([...KEY, id, 'unmatched'], (cursor) => carrierCalls.unmatched(id, cursor));
  const columns: Column<UnmatchedReceipt>[] = [
    { key: 'when', title: t('when'), cell: ({ received_at: at }) => <Ago at={at} /> },
    {
      key: 'id',
      title: t('id'),
      cell: ({ smsc_message_id: smsc }) => (
        <bdi dir="ltr" className={classes.mono}>
          {smsc}
        </bdi>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      cell: ({ state, error_code: error }) => (
        <>
          {stateWord.has(state as 'delivered') ? stateWord(state as 'delivered') : state}
          {error === null ? null : <Sub>{t('error', { code: error })}</Sub>}
        </>
      ),
    },
    { key: 'cause', title: t('cause'), cell: ({ likely_cause: cause }) => t(`causes.${cause}`) },
  ];
  return (
    <OlderRows query={query} empty={t('unmatchedNone')} likely={0} lead={t('unmatchedLead')}>
      {(rows) => <DataTable caption={t('unmatched')} columns={columns} rows={rows} keyOf={(row) => row.id} isStacked />}
    </OlderRows>
  );
}

function Inbound({ carrier: { id } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers.receipts');
  const query = useRows<InboundView>([...KEY, id, 'inbound'], (cursor) => carrierCalls.inbound(id, cursor));
  const columns: Column<InboundView>[] = [
    { key: 'when', title: t('when'), cell: ({ received_at: at }) => <Ago at={at} /> },
    { key: 'from', title: t('from'), cell: ({ from }) => <bdi dir="ltr">{from}</bdi> },
    { key: 'to', title: t('to'), cell: ({ to }) => <bdi dir="ltr">{to}</bdi> },
    {
      key: 'text',
      title: t('text'),
      cell: ({ text }) => (text === null ? t('sealed') : <span dir="auto">{text}</span>),
    },
  ];
  return (
    <OlderRows query={query} empty={t('inboundNone')} likely={0} lead={t('inboundLead')}>
      {(rows) => <DataTable caption={t('inbound')} columns={columns} rows={rows} keyOf={(row) => row.id} isStacked />}
    </OlderRows>
  );
}
