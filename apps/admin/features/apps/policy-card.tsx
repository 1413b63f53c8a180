'use client';

import type { ApplicationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { toast } from '../../ui/toasts';
import { PolicyConflict } from './policy-conflict';
import { draftOf, faultsOf, policyOf, type PolicyDraft } from './policy-draft';
import { PolicyFields } from './policy-fields';
import { useApplicationsAnew } from './use-applications';
import classes from './apps.module.css';

/** What a draft was made from, and is written over. */
type Base = Pick<ApplicationDetail, 'policy' | 'policy_version'>;

/** The rules for the next verification. What somebody else has saved meanwhile is never written over unseen. */
export function PolicyCard({ application }: { application: ApplicationDetail }) {
  const t = useTranslations('apps.policy');
  const readAnew = useApplicationsAnew();
  const [base, setBase] = useState<Base>(application);
  const [draft, setDraft] = useState(() => draftOf(application.policy));
  const [isChecked, setChecked] = useState(false);
  const save = useAction(
    (policy: Base['policy']) =>
      callFromBrowser(
        applicationCalls.changeApplication(application.id, { policy, policy_version: base.policy_version }),
      ),
    async (saved) => {
      takeOver(saved);
      await readAnew(saved);
      toast({ tone: 'ok', title: t('saved', { version: saved.policy_version }) });
    },
  );

  function takeOver(theirs: Base): void {
    setBase(theirs);
    setDraft(draftOf(theirs.policy));
    setChecked(false);
    save.reset();
  }

  const isTouched = !isSame(draft, draftOf(base.policy));
  const isBehind = application.policy_version > base.policy_version;
  if (isBehind && !isTouched) takeOver(application);
  const faults = isChecked ? faultsOf(draft) : {};
  const isConflict = isRefusal(save.failure, 'application.changed');

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(faultsOf(draft)).length > 0) return focusFirstFault(event.currentTarget as HTMLFormElement);
    await save.run(policyOf(draft));
    await readAnew();
  }

  return (
    <Card title={t('title')}>
      <Form onSubmit={(event) => void submit(event)}>
        <p className={classes.lead}>{t('lead', { version: base.policy_version, next: base.policy_version + 1 })}</p>
        {isBehind && isTouched ? (
          <PolicyConflict
            mine={draft}
            theirs={application}
            onKeep={() => {
              setBase(application);
              save.reset();
            }}
            onTake={() => takeOver(application)}
          />
        ) : null}
        <PolicyFields draft={draft} onChange={setDraft} faults={faults} isTest={application.is_test} />
        {save.failure === null || isConflict ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          {isTouched ? <Button onClick={() => takeOver(base)}>{t('discard')}</Button> : null}
          <Button type="submit" emphasis="main" disabled={!isTouched || isBehind} loading={save.isBusy}>
            {t('save', { version: base.policy_version + 1 })}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

function isSame(one: PolicyDraft, other: PolicyDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Once the faults are drawn. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
