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

/** Each fact before and after. Where only one side was written down there is one column; what stayed is folded away. */
export function ChangesTable({ before, after }: ChangesTableProps) {
  const t = useTranslations('audit');
  const facts = changedFacts(before, after);
  if (facts.length === 0) return <p className={classes.none}>{t('noChanges')}</p>;
  if (before === null) return <OneSide title={t('isNow')} facts={facts} />;
  if (after === null) return <OneSide title={t('wasBefore')} facts={facts} />;
  const same = facts.filter(({ kind }) => kind === 'same');
  return (
    <>
      <BothSides facts={facts.filter(({ kind }) => kind !== 'same')} />
      {same.length > 0 ? (
        <details className={classes.same}>
          <summary>{t('unchanged', { count: same.length })}</summary>
          <OneSide title={t('isNow')} facts={same} />
        </details>
      ) : null}
    </>
  );
}

function OneSide({ title, facts }: { title: string; facts: readonly ChangedFact[] }) {
  const t = useTranslations('audit');
  const nameOf = useFactName();
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          <th scope="col">{title}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{nameOf(name)}</th>
            <td>
              <FactValue name={name} value={after ?? before} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BothSides({ facts }: { facts: readonly ChangedFact[] }) {
  const t = useTranslations('audit');
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          <th scope="col">{t('wasBefore')}</th>
          <th scope="col">{t('isNow')}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <FactRow key={fact.name} fact={fact} />
        ))}
      </tbody>
    </table>
  );
}

function FactRow({ fact: { name, before, after, kind } }: { fact: ChangedFact }) {
  const t = useTranslations('audit');
  const nameOf = useFactName();
  const Icon = ICONS[kind];
  return (
    <tr data-kind={kind}>
      <th scope="row">
        {Icon ? <Icon size={15} aria-hidden /> : null}
        {nameOf(name)} <span className="visually-hidden">{t(`changeKind.${kind}`)}</span>
      </th>
      <td>{before === undefined ? '–' : <FactValue name={name} value={before} />}</td>
      <td>
        <span className={classes.after}>
          <IconArrowRight size={15} className={classes.turns} aria-hidden />
          <span>{after === undefined ? '–' : <FactValue name={name} value={after} />}</span>
        </span>
      </td>
    </tr>
  );
}
