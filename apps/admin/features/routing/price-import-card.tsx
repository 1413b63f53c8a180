'use client';

import type { PriceImported } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { routingCalls } from '../../lib/api/routing-calls';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { LinesField } from '../../ui/field';
import { FilePick } from '../../ui/file-pick';
import { Form, FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useChange } from '../../ui/use-change';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { PricePlan } from './price-plan';
import { countLines, LONGEST_IN_FIELD, LONGEST_LIST } from './price-text';
import { useRoutingAnew, type KnownCarrier } from './use-routing';
import classes from './routing.module.css';

export interface PriceImportCardProps {
  readonly carrier: KnownCarrier;
  readonly onImported: () => void;
}

interface Tried {
  readonly csv: string;
  readonly outcome: PriceImported;
}

/** First what a list would change, then the change: nothing is written that was not shown. */
export function PriceImportCard({ carrier, onImported }: PriceImportCardProps) {
  const t = useTranslations('routing.import');
  const readAnew = useRoutingAnew();
  const [csv, setCsv] = useState('');
  const [file, setFile] = useState<string>();
  const [tried, setTried] = useState<Tried>();
  const isTooLong = csv.length > LONGEST_LIST;

  const look = useChange({
    work: async (text: string) => ({
      csv: text,
      outcome: await callFromBrowser(routingCalls.importPrices(carrier.id, { csv: text, dry_run: true })),
    }),
    onDone: setTried,
  });
  const apply = useChange({
    work: (text: string) => callFromBrowser(routingCalls.importPrices(carrier.id, { csv: text, dry_run: false })),
    onDone: async (outcome) => {
      // Another carrier's list may have come to have another currency meanwhile: then nothing is written.
      if (outcome.faults.length > 0) return setTried({ csv, outcome });
      take('', undefined);
      onImported();
      await readAnew();
    },
    said: t('imported', { carrier: carrier.name }),
  });
  useLeaveGuard(apply.isBusy);

  function take(text: string, name: string | undefined): void {
    setCsv(text);
    setFile(name);
    setTried(undefined);
    look.reset();
    apply.reset();
  }

  async function pick(picked: File): Promise<void> {
    const text = await picked.text();
    take(text, picked.name);
    if (text.length <= LONGEST_LIST) await look.run(text);
  }

  const failure = look.failure ?? apply.failure;
  return (
    <Card title={t('title', { carrier: carrier.name })}>
      <Form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          setTried(undefined);
          void look.run(csv);
        }}
      >
        <FilePick
          label={t('file')}
          hint={t('fileHint')}
          accept="text/csv,.csv,text/plain,.txt"
          isBusy={look.isBusy || apply.isBusy}
          onPick={(picked) => void pick(picked)}
        />
        {csv.length > LONGEST_IN_FIELD ? (
          <p className={classes.dim}>{t('inFile', { name: file ?? '', lines: countLines(csv) })}</p>
        ) : (
          <LinesField
            label={t('lines')}
            description={t('linesHint')}
            dir="ltr"
            rows={6}
            className={classes.csv}
            placeholder={'49,0.075,EUR\n4915,0.08,EUR'}
            value={csv}
            onChange={({ currentTarget: { value } }) => take(value, file)}
          />
        )}
        {isTooLong ? <Notice tone="bad" title={t('tooLong')} role="alert" /> : null}
        <FormActions>
          <Button type="submit" disabled={csv.trim() === '' || isTooLong} loading={look.isBusy}>
            {t('look')}
          </Button>
        </FormActions>
        {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
        {tried ? (
          <PricePlan
            csv={tried.csv}
            outcome={tried.outcome}
            isBusy={apply.isBusy}
            onApply={() => void apply.run(tried.csv)}
            onDrop={() => take('', undefined)}
          />
        ) : null}
      </Form>
    </Card>
  );
}
