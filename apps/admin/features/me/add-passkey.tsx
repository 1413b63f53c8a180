'use client';

import { useTranslations } from 'next-intl';
import { deviceName } from '../../lib/device-name';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useChange } from '../../ui/use-change';
import { addPasskey } from '../factors/add-passkey';
import { Refusal } from '../factors/refusal';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

export function AddPasskey({ onClose }: { onClose: () => void }) {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const add = useChange({
    work: (name: string) => addPasskey(name.trim()),
    onDone: async () => {
      onClose();
      await refresh();
    },
    said: t('passkeyAdded'),
  });
  const { form, field, isToldAtField } = useFields({
    first: { name: deviceName(navigator) ?? '' },
    check: ({ name }) => (name.trim() === '' ? { name: t('passkeyNameMissing') } : {}),
    onSubmit: ({ name }) => add.run(name),
    failure: add.failure,
  });
  return (
    <Dialog title={t('addPasskey')} isOpen onClose={onClose}>
      <form {...form} className={classes.stack} noValidate>
        <TextField
          label={t('passkeyName')}
          description={t('passkeyNameHint')}
          autoComplete="off"
          maxLength={80}
          {...field('name')}
        />
        {isToldAtField ? null : <Refusal failure={add.failure} />}
        <Button type="submit" emphasis="main" fullWidth loading={add.isBusy}>
          {t('passkeyCreate')}
        </Button>
      </form>
    </Dialog>
  );
}
