'use client';

import type { SavedView, ViewRoom } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { viewCalls } from '../../lib/api/view-calls';
import { Button } from '../../ui/button';
import { Check } from '../../ui/check';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { useViewsAnew } from './use-views';

export interface SaveViewDialogProps {
  readonly room: ViewRoom;
  readonly query: SavedView['query'];
  readonly onClose: () => void;
}

/** Keeps the filters of now under a name. */
export default function SaveViewDialog({ room, query, onClose }: SaveViewDialogProps) {
  const t = useTranslations('log.views');
  const common = useTranslations('common');
  const readAnew = useViewsAnew(room);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [isTried, setTried] = useState(false);
  const save = useChange({
    work: () => callFromBrowser(viewCalls.createView({ room, name: name.trim(), query, is_shared: isShared })),
    onDone: async () => {
      await readAnew();
      onClose();
    },
    said: t('saved'),
  });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') void save.run(undefined);
  }

  return (
    <Dialog title={t('saveTitle')} isOpen onClose={onClose}>
      <Form onSubmit={submit}>
        <TextField
          label={t('name')}
          maxLength={60}
          autoComplete="off"
          value={name}
          error={isTried && name.trim() === '' ? t('nameMissing') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Check label={t('share')} detail={t('shareDetail')} isChecked={isShared} onChange={setShared} />
        {save.failure === null ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={save.isBusy}>
            {t('saveConfirm')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
