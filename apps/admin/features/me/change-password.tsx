'use client';

import { PASSWORD_LENGTH, type OperatorBrief, type PasswordChange } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { useFields } from '../../lib/use-fields';
import { Dialog } from '../../ui/dialog';
import { PasswordField } from '../../ui/password-field';
import { useChange } from '../../ui/use-change';
import { NewPasswordField } from '../factors/new-password-field';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

export interface ChangePasswordProps {
  readonly operator: OperatorBrief;
  readonly onClose: () => void;
}

export function ChangePassword({ operator, onClose }: ChangePasswordProps) {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const change = useChange({
    work: (typed: PasswordChange) => callFromBrowser(meCalls.changePassword(typed)),
    onDone: async () => {
      await refresh();
      onClose();
    },
    said: t('passwordChanged'),
  });
  const { form, field, values, isToldAtField } = useFields({
    first: { current: '', password: '' },
    check: ({ current, password }) => ({
      ...(current === '' ? { current: t('currentMissing') } : {}),
      ...([...password].length < PASSWORD_LENGTH.least ? { password: t('passwordShort') } : {}),
    }),
    onSubmit: change.run,
    failure: change.failure,
  });
  return (
    <Dialog title={t('changePassword')} isOpen onClose={onClose}>
      <form {...form} className={classes.stack} noValidate>
        {/* Password managers keep the password under this name. */}
        <input type="text" name="username" autoComplete="username" hidden value={operator.email} readOnly />
        <PasswordField
          label={t('currentPassword')}
          autoComplete="current-password"
          maxLength={PASSWORD_LENGTH.most}
          {...field('current')}
        />
        <NewPasswordField
          label={t('newPassword')}
          known={[operator.email, operator.name, values.current]}
          maxLength={PASSWORD_LENGTH.most}
          {...field('password')}
        />
        {isToldAtField ? null : <Refusal failure={change.failure} />}
        <WaitButton type="submit" emphasis="main" loading={change.isBusy} failure={change.failure}>
          {t('changePassword')}
        </WaitButton>
      </form>
    </Dialog>
  );
}
