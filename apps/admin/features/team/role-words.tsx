'use client';

import { isBoundToApplications, type OperatorBrief } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { Sub } from '../../ui/data-table';
import { useConsoleContext } from '../shell/use-console-context';

/** A role, and the applications it is bound to where it is. */
export function RoleWords({ of }: { of: Pick<OperatorBrief, 'role' | 'application_ids'> }) {
  const roleWord = useTranslations('roles');
  const names = useApplicationNames();
  return (
    <>
      {roleWord(of.role)}
      {isBoundToApplications(of.role) ? (
        <Sub>
          <bdi>{names(of.application_ids)}</bdi>
        </Sub>
      ) : null}
    </>
  );
}

/** Applications by their names; one that is not known by name is called by its id. */
export function useApplicationNames(): (ids: readonly string[]) => string {
  const { data } = useConsoleContext();
  const format = useFormatter();
  return (ids) => format.list(ids.map((id) => data?.applications.find((one) => one.id === id)?.name ?? id));
}
