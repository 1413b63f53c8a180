'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { asFailure } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useMay } from '../session/session-provider';
import { CarrierFacts } from './carrier-facts';
import { ConflictNotice } from './conflict-notice';
import { DeleteCard } from './delete-card';
import { draftOf, editsOf, faultsOf, type SettingsDraft } from './settings-draft';
import { SettingsFields } from './settings-fields';
import type { DraftState } from './use-draft';
import { useReview } from './use-review';
import classes from './carriers.module.css';

export interface SettingsTabProps {
  readonly carrier: CarrierView;
  readonly state: DraftState<SettingsDraft>;
}

export default function SettingsTab({ carrier, state }: SettingsTabProps) {
  const t = useTranslations('carriers');
  const mayWrite = useMay()('carriers.write');
  if (!mayWrite || carrier.is_simulated) {
    return (
      <div className={classes.stack}>
        {carrier.is_simulated ? <Notice tone="calm" title={t('simulatedSettings')} /> : null}
        <Card title={t('tab.settings')}>
          <CarrierFacts carrier={carrier} />
        </Card>
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      <SettingsForm state={state} />
      <DeleteCard carrier={carrier} />
    </div>
  );
}

/** All that is set of an account. Saving shows first what it would do. */
function SettingsForm({ state }: { state: DraftState<SettingsDraft> }) {
  const t = useTranslations('carriers');
  const { base, draft, setDraft, isTouched, theirs, takeOver } = state;
  const review = useReview(base, takeOver);
  const [isChecked, setChecked] = useState(false);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(faultsOf(draft)).length > 0) return focusFirstFault(event.currentTarget as HTMLFormElement);
    review.ask(editsOf(draftOf(base), draft));
  }

  return (
    <>
      <form noValidate className={classes.test} onSubmit={submit}>
        <ConflictNotice state={state} />
        <SettingsFields
          draft={draft}
          onChange={setDraft}
          faults={isChecked ? faultsOf(draft) : {}}
          failure={review.failure}
        />
        {review.failure === null ? null : <FailureNotice failure={asFailure(review.failure)} takesFocus />}
        <div className={classes.saveBar}>
          <FormActions>
            {isTouched ? <Button onClick={() => takeOver(base)}>{t('discard')}</Button> : null}
            <Button type="submit" emphasis="main" disabled={!isTouched || theirs !== null} loading={review.isBusy}>
              {t('review')}
            </Button>
          </FormActions>
        </div>
      </form>
      {review.dialog}
    </>
  );
}

/** Once the faults are drawn. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
