'use client';

import { useTranslations } from 'next-intl';
import { Card } from '../../ui/card';
import { Fact, FactList } from '../../ui/fact-list';
import classes from './verification.module.css';

/** The caller's own labels, as they were given. */
export function MetadataCard({ metadata }: { metadata: Readonly<Record<string, string>> | null }) {
  const t = useTranslations('verification');
  const labels = Object.entries(metadata ?? {});
  return (
    <Card title={t('metadata')}>
      {labels.length === 0 ? (
        <p className={classes.none}>{t('noMetadata')}</p>
      ) : (
        <FactList>
          {labels.map(([name, value]) => (
            <Fact key={name} name={name}>
              <bdi>{value}</bdi>
            </Fact>
          ))}
        </FactList>
      )}
    </Card>
  );
}
