'use client';

import type { ApplicationView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Fact, FactList } from '../../ui/fact-list';

/** The apps and hosts that texts may be made for, for those who may only look. */
export function AutofillFacts({ application }: { application: ApplicationView }) {
  const t = useTranslations('apps.autofill');
  const shown = (entries: readonly string[]) =>
    entries.length === 0 ? t('none') : <bdi dir="ltr">{entries.join(', ')}</bdi>;
  return (
    <FactList>
      <Fact name={t('hashes')}>{shown(application.app_hashes)}</Fact>
      <Fact name={t('hosts')}>{shown(application.hosts)}</Fact>
    </FactList>
  );
}
