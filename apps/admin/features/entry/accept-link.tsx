'use client';

import { PASSWORD_LENGTH, type LinkAccepted, type LinkView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { leaveFor } from '../../lib/leave-for';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { TextField } from '../../ui/field';
import { Moment } from '../../ui/moment';
import { Stage } from '../../ui/stage';
import { NewPasswordField } from '../factors/new-password-field';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import { dropFragment } from './use-fragment';
import classes from './entry.module.css';

export interface AcceptLinkProps {
  readonly token: string;
  readonly link: LinkView;
  /** The password is set, and nobody is signed in by that. */
  readonly onSignIn: () => void;
}

/** For whom the link is and until when; then a name and a password. */
export function AcceptLink({ token, link, onSignIn }: AcceptLinkProps) {
  const t = useTranslations('entry');
  const isInvitation = link.kind === 'invitation';
  const accept = useAction(
    ({ name, password }: { name: string; password: string }) =>
      callFromBrowser(entryCalls.acceptLink({ token, password, ...(isInvitation ? { name: name.trim() } : {}) })),
    ({ kind }: LinkAccepted): unknown => {
      // It is used up; what is left of it in the address would only mislead.
      dropFragment();
      return kind === 'signed_in' ? leaveFor('/enrol') : onSignIn();
    },
  );
  const { values, form, field, isToldAtField } = useFields({
    first: { name: '', password: '' },
    check: ({ name, password }) => ({
      ...(isInvitation && name.trim() === '' ? { name: t('nameMissing') } : {}),
      ...([...password].length < PASSWORD_LENGTH.least ? { password: t('passwordShort') } : {}),
    }),
    onSubmit: accept.run,
    failure: accept.failure,
  });

  return (
    <Stage title={t(`link.${link.kind}.title`)} lead={t(`link.${link.kind}.lead`)} takesFocus={false}>
      <ForWhom link={link} />
      <form {...form} className={classes.form} noValidate>
        {/* Password managers keep the password under this name. */}
        <input type="text" name="username" autoComplete="username" hidden value={link.email} readOnly />
        {isInvitation ? <TextField label={t('name')} autoComplete="name" maxLength={80} {...field('name')} /> : null}
        <NewPasswordField
          label={t('newPassword')}
          known={[link.email, values.name]}
          maxLength={PASSWORD_LENGTH.most}
          {...field('password')}
        />
        {isToldAtField ? null : <Refusal failure={accept.failure} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={accept.isBusy} failure={accept.failure}>
          {t(`link.${link.kind}.button`)}
        </WaitButton>
      </form>
    </Stage>
  );
}

function ForWhom({ link }: { link: LinkView }) {
  const t = useTranslations('entry.link');
  const role = useTranslations('roles');
  return (
    <dl className={classes.whom}>
      <div>
        <dt>{t('for')}</dt>
        <dd dir="ltr">{link.email}</dd>
      </div>
      {link.role ? (
        <div>
          <dt>{t('as')}</dt>
          <dd>{role(link.role)}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t('until')}</dt>
        <dd>
          <Moment at={link.expires_at} show="untilMinute" />
        </dd>
      </div>
    </dl>
  );
}
