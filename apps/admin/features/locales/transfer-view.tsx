'use client';

import { useTranslations } from 'next-intl';
import { useMay } from '../session/session-provider';
import { Card } from '../../ui/card';
import { ExportCard } from './export-card';
import { ImportCard } from './import-card';
import classes from './locales.module.css';

/** All texts, languages and countries as one file: out, and in again. */
export default function TransferView() {
  const t = useTranslations('locales.transfer');
  const mayImport = useMay()('texts.write');
  return (
    <div className={classes.stack}>
      <ExportCard />
      {mayImport ? (
        <ImportCard />
      ) : (
        <Card title={t('import')}>
          <p className={classes.dim}>{t('mayNot')}</p>
        </Card>
      )}
    </div>
  );
}
