'use client';

import { IconArrowRight, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { changedFacts, type ChangedFact } from './changed-facts';
import { FactValue, useFactName } from './fact-words';
import classes from './audit.module.css';

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil, same: null } as const;

interface ChangesTableProps {
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Each fact before and after. Where nothing was before there is one column: what was written down. */
export function ChangesTable({ before, after }: ChangesTableProps) {
  const t = useTranslations('audit');
  const facts = changedFacts(before, after);
  if (facts.length === 0) return <p className={classes.none}>{t('noChanges')}</p>;
  const isOneSided = before === null || after === null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          {isOneSided ? <th scope="col">{before === null ? t('isNow') : t('wasBefore')}</th> : null}
          {isOneSided ? null : (
            <>
              <th scope="col">{t('wasBefore')}</th>
              <th scope="col">{t('isNow')}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <FactRow key={fact.name} fact={fact} isOneSided={isOneSided} />
        ))}
      </tbody>
    </table>
  );
}

function FactRow({ fact, isOneSided }: { fact: ChangedFact; isOneSided: boolean }) {
  const t = useTranslations('audit');
  const nameOf = useFactName();
  const { name, before, after, kind } = fact;
  const Icon = isOneSided ? null : ICONS[kind];
  return (
    <tr data-kind={isOneSided ? 'same' : kind}>
      <th scope="row">
        {Icon ? <Icon size={15} aria-hidden /> : null}
        {nameOf(name)}
        {Icon ? <span className="visually-hidden">{t(`changeKind.${kind}`)}</span> : null}
      </th>
      {isOneSided ? (
        <td>
          <FactValue name={name} value={before ?? after} />
        </td>
      ) : (
        <>
          <td>{before === undefined ? '–' : <FactValue name={name} value={before} />}</td>
          <td>
            <IconArrowRight size={15} className={classes.turns} aria-hidden />
            {after === undefined ? '–' : <FactValue name={name} value={after} />}
          </td>
        </>
      )}
    </tr>
  );
}
