'use client';

import type { OneTimeLink } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { LinkOnce } from './link-once';
import { RoleChoice, useRoleFaults, type RoleDraft, type RoleFaults } from './role-choice';
import { useTeamAnew } from './use-team';

const LOOKS_LIKE_EMAIL = /^\s*[^\s@]+@[^\s@]+\s*$/;

/** Somebody new: for whom, as what; then the link, which is shown this once. */
export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('team');
  const readAnew = useTeamAnew();
  const [made, setMade] = useState<{ email: string; link: OneTimeLink } | null>(null);

  function end(): void {
    void readAnew();
    onClose();
  }

  return (
    <Dialog
      title={made ? t('linkTitle', { email: made.email }) : t('inviteTitle')}
      isOpen
      isWide
      {...(made ? {} : { onClose })}
    >
      {made ? (
        <LinkOnce link={made.link} kind="invitation" email={made.email} onKept={end} />
      ) : (
        <InviteForm onMade={(email, link) => setMade({ email, link })} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  readonly onMade: (email: string, link: OneTimeLink) => void;
  readonly onClose: () => void;
}

function InviteForm({ onMade, onClose }: InviteFormProps) {
  const t = useTranslations('team');
  const common = useTranslations('common');
  const roleFaults = useRoleFaults();
  const [draft, setDraft] = useState<RoleDraft>({ role: '', applicationIds: [] });
  const [faults, setFaults] = useState<RoleFaults>({});
  const invite = useAction(
    (email: string) =>
      callFromBrowser(
        teamCalls.invite({
          email: email.trim(),
          role: draft.role === '' ? 'support' : draft.role,
          application_ids: [...draft.applicationIds],
        }),
      ).then((link) => ({ email: email.trim(), link })),
    ({ email, link }) => onMade(email, link),
  );
  const { form, field, isToldAtField } = useFields({
    first: { email: '' },
    check: ({ email }) => {
      const found = roleFaults(draft);
      setFaults(found);
      return { ...(LOOKS_LIKE_EMAIL.test(email) ? {} : { email: t('emailMissing') }), ...found };
    },
    onSubmit: ({ email }) => invite.run(email),
    failure: invite.failure,
  });

  return (
    <Form {...form}>
      <TextField
        label={t('email')}
        description={t('emailHint')}
        type="email"
        autoComplete="off"
        maxLength={254}
        dir="auto"
        {...field('email')}
      />
      <RoleChoice draft={draft} onChange={setDraft} faults={faults} />
      {invite.failure === null || isToldAtField ? null : (
        <FailureNotice failure={asFailure(invite.failure)} takesFocus />
      )}
      <FormActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" emphasis="main" loading={invite.isBusy}>
          {t('makeLink')}
        </Button>
      </FormActions>
    </Form>
  );
}
