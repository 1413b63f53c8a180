'use client';

import { MESSAGE_STATUSES, type MessageSearchRow } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useCauses } from '../../lib/i18n/use-causes';
import { languageName } from '../../lib/i18n/names';
import { useDuration } from '../../ui/use-duration';
import { byLabel, useSharedFacets } from '../log/use-shared-facets';
import type { Facet } from '../log/facets';
import type { LogPage } from '../log/use-log';
import { useConsoleContext } from '../shell/use-console-context';
import type { MessageFacet } from './message-filters';

/** How messages can be filtered. What no list knows all of is offered as far as the rows of the page have it. */
export function useMessageFacets(): (page: LogPage<MessageSearchRow> | undefined) => readonly Facet<MessageFacet>[] {
  const t = useTranslations('log');
  const hint = useTranslations('log.hint');
  const statusWord = useTranslations('status');
  const locale = useLocale();
  const causes = useCauses();
  const duration = useDuration();
  const { data } = useConsoleContext();
  const shared = useSharedFacets();

  return (page) => {
    const rows = page?.data ?? [];
    const { application, country, purpose, number } = shared(rows);
    const carriers = data?.carriers ?? [];
    const carrierName = (id: string) =>
      carriers.find((carrier) => carrier.id === id)?.name ?? rows.find((row) => row.carrier_id === id)?.carrier ?? id;
    return [
      {
        name: 'status',
        label: t('filter.status'),
        kind: 'choices',
        choices: MESSAGE_STATUSES.map((value) => ({ value, label: statusWord(value) })),
        inWords: (value) => statusWord(value as 'failed'),
      },
      {
        name: 'carrier',
        label: t('filter.carrier'),
        kind: 'choices',
        choices: carriers.map(({ id, name }) => ({ value: id, label: name })),
        inWords: carrierName,
      },
      country,
      {
        name: 'language',
        label: t('filter.language'),
        kind: 'choices',
        choices: byLabel(
          (data?.locales ?? []).map(({ tag }) => ({ value: tag, label: languageName(tag, locale) })),
          locale,
        ),
        inWords: (value) => languageName(value, locale),
      },
      application,
      purpose,
      {
        name: 'error',
        label: t('filter.error'),
        kind: 'words',
        known: seenIn(rows.map(({ error }) => error)),
        hint: hint('error'),
        is: /^\w{1,64}$/,
        inWords: causes.inWords,
      },
      {
        name: 'sender',
        label: t('filter.sender'),
        kind: 'words',
        known: seenIn(rows.map(({ sender }) => sender)),
        hint: hint('sender'),
        is: /^[^,\p{C}]{1,20}$/u,
        inWords: (value) => value,
      },
      {
        name: 'slower_than_ms',
        label: t('filter.slower'),
        kind: 'seconds',
        hint: hint('slower'),
        inWords: (value) => duration(Number(value)),
      },
      number,
      {
        name: 'verification',
        label: t('filter.verification'),
        kind: 'id',
        hint: hint('verification'),
        is: /^[\w-]{1,64}$/,
        inWords: (value) => value,
      },
    ];
  };
}

function seenIn(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== ''))].sort() as string[];
}
