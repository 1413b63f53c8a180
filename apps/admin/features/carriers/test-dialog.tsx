'use client';

import type { CarrierTest, CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { TestSteps } from './test-steps';
import classes from './carriers.module.css';

/** One connection of its own, with the settings as they are saved: it begins as soon as it is asked for. */
export default function TestDialog({ carrier, onClose }: { carrier: CarrierView; onClose: () => void }) {
  const t = useTranslations('carriers');
  const common = useTranslations('common');
  const { id, name } = carrier;
  const [test, setTest] = useState<CarrierTest | null>(null);
  const { run, isBusy, failure } = useAction(() => {
    setTest(null);
    return callFromBrowser(carrierCalls.testCarrier(id));
  }, setTest);
  useEffect(() => {
    void run(undefined);
  }, [id]); // oxlint-disable-line react/exhaustive-deps -- once, when it opens
  return (
    <Dialog title={t('testTitle', { name })} isOpen onClose={onClose}>
      <div className={classes.test}>
        <p className={classes.lead}>{t('testLead')}</p>
        <div role="status" className={classes.test}>
          {isBusy ? <p>{t('testing')}</p> : null}
          {test === null ? null : (
            <>
              <Notice tone={test.is_well ? 'ok' : 'bad'} title={t(test.is_well ? 'testWell' : 'testFailed')} />
              <TestSteps steps={test.steps} />
            </>
          )}
        </div>
        {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
        <FormActions>
          <Button loading={isBusy} onClick={() => void run(undefined)}>
            {t('testAgain')}
          </Button>
          <Button emphasis="main" onClick={onClose}>
            {common('close')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  );
}
