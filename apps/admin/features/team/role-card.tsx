'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState, type SubmitEvent } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Form, FormActions } from '../../ui/form';
import { RoleChoice, useRoleFaults, type RoleDraft, type RoleFaults } from './role-choice';

const ChangeDialog = lazy(() => import('./change-dialog'));

/** Another role, or other applications. */
export function RoleCard({ member }: { member: OperatorRow }) {
  const t = useTranslations('team');
  const roleFaults = useRoleFaults();
  const [draft, setDraft] = useState<RoleDraft>({ role: member.role, applicationIds: member.application_ids });
  const [faults, setFaults] = useState<RoleFaults>({});
  const [isAsked, setAsked] = useState(false);
  const { role, applicationIds } = draft;
  const isSame = role === member.role && applicationIds.join(' ') === member.application_ids.join(' ');

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const found = roleFaults(draft);
    setFaults(found);
    setAsked(Object.keys(found).length === 0);
  }

  return (
    <Card title={t('changeRole')}>
      <Form onSubmit={submit}>
        <RoleChoice draft={draft} onChange={setDraft} faults={faults} />
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
      <Suspense fallback={null}>
        {isAsked && role !== '' ? (
          <ChangeDialog
            member={member}
            change={{ role, application_ids: [...applicationIds] }}
            kind="role"
            onClose={() => setAsked(false)}
          />
        ) : null}
      </Suspense>
    </Card>
  );
}
