'use client';

import { coversRole, isBoundToApplications, ROLES, type Role } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { AnyOf, OneOf } from '../../ui/choices';
import { useSession } from '../session/session-provider';
import { useConsoleContext } from '../shell/use-console-context';

/** A role in the making, with its applications where it is bound to some. */
export interface RoleDraft {
  readonly role: Role | '';
  readonly applicationIds: readonly string[];
}

export interface RoleFaults {
  readonly role?: string;
  readonly application_ids?: string;
}

/** What is missing from it, in words. */
export function useRoleFaults(): (draft: RoleDraft) => RoleFaults {
  const t = useTranslations('team');
  return ({ role, applicationIds }) => {
    if (role === '') return { role: t('roleMissing') };
    const isIncomplete = isBoundToApplications(role) && applicationIds.length === 0;
    return isIncomplete ? { application_ids: t('applicationsMissing') } : {};
  };
}

export interface RoleChoiceProps {
  readonly draft: RoleDraft;
  readonly onChange: (draft: RoleDraft) => void;
  readonly faults: RoleFaults;
}

/** What someone will be, each role with what it may do. Nobody hands out more than he has. */
export function RoleChoice({ draft, onChange, faults }: RoleChoiceProps) {
  const t = useTranslations('team');
  const roleWord = useTranslations('roles');
  const ownRole = useSession()?.operator.role;
  const { data } = useConsoleContext();
  const offered = ROLES.filter((role) => ownRole === undefined || coversRole(ownRole, role));
  return (
    <>
      <OneOf
        legend={t('role')}
        {...(offered.length < ROLES.length ? { hint: t('rolesNotOffered') } : {})}
        options={offered.map((role) => ({ value: role, label: roleWord(role), detail: t(`roleLine.${role}`) }))}
        chosen={draft.role}
        onChoose={(role) => onChange({ ...draft, role })}
        error={faults.role}
      />
      {draft.role !== '' && isBoundToApplications(draft.role) ? (
        <AnyOf
          legend={t('applications')}
          hint={t('applicationsHint')}
          options={(data?.applications ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          chosen={draft.applicationIds}
          onChange={(applicationIds) => onChange({ ...draft, applicationIds })}
          error={faults.application_ids}
        />
      ) : null}
    </>
  );
}
