'use client';

import type { AuditEntry, CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Ago } from '../../ui/ago';
import { Card } from '../../ui/card';
import { AsideLink } from '../../ui/links';
import { ActionWords } from '../audit/action-words';
import { ChangesTable } from '../audit/changes-table';
import { Person } from '../audit/person';
import { useMay } from '../session/session-provider';
import { OlderRows } from './older-rows';
import { useHistory } from './use-history';
import classes from './carriers.module.css';

/** Who has changed what. */
export default function HistoryTab({ carrier: { id } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers.history');
  const query = useHistory(id);
  return (
    <div className={classes.stack}>
      <Card title={t('title')}>
        <OlderRows query={query} empty={t('none')} likely={4}>
          {(entries) => (
            <ol className={classes.history}>
              {entries.map((entry) => (
                <Deed key={entry.seq} entry={entry} />
              ))}
            </ol>
          )}
        </OlderRows>
      </Card>
    </div>
  );
}

function Deed({ entry: { seq, action, actor, at, before, after } }: { entry: AuditEntry }) {
  const t = useTranslations('carriers.history');
  const mayAudit = useMay()('audit.read');
  return (
    <li>
      <span className={classes.step}>
        <ActionWords action={action} />
      </span>
      <span className={classes.since}>
        <Ago at={at} />
      </span>
      <span className={classes.since}>
        <Person actor={actor} />
      </span>
      {mayAudit ? <AsideLink href={`/audit/${seq}`}>{t('entry', { seq })}</AsideLink> : null}
      {before === null && after === null ? null : (
        <details>
          <summary>{t('changes')}</summary>
          <ChangesTable before={before} after={after} />
        </details>
      )}
    </li>
  );
}
