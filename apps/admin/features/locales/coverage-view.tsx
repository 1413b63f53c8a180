'use client';

import type { CoverageMatrix } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { SelectField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { MarkSign } from './coverage-cell';
import { CoverageGrid } from './coverage-grid';
import { countProblem, rowsOf, type Mark } from './coverage-rows';
import { NO_FILTERS, PROBLEMS } from './locale-filters';
import type { ViewProps } from './locales-room';
import { useCoverage } from './use-locales';
import classes from './locales.module.css';

const MARKS = ['own', 'unreviewed', 'inherited', 'missing', 'errors'] as const satisfies readonly Mark[];

/** Every template in every language that is enabled. */
export default function CoverageView(props: ViewProps) {
  const t = useTranslations('locales');
  const query = useCoverage();
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostTable />
        </Skeleton>
      }
    >
      {(matrix) =>
        matrix.rows.length === 0 ? (
          <Empty title={t('noTemplatesTitle')} detail={t('noTemplatesDetail')} />
        ) : (
          <Matrix matrix={matrix} {...props} />
        )
      }
    </Fetched>
  );
}

function Matrix({ matrix, filters: { problem }, change }: ViewProps & { readonly matrix: CoverageMatrix }) {
  const t = useTranslations('locales');
  const rows = useMemo(() => rowsOf(matrix, problem), [matrix, problem]);
  const choices = PROBLEMS.map((value) => ({
    value,
    label: t('problemCount', { problem: t(`problem.${value}`), count: countProblem(matrix, value) }),
  }));
  return (
    <>
      <div className={classes.filters} {...FILTERS_MARK}>
        <SelectField
          label={t('show')}
          value={problem}
          onChange={({ currentTarget: { value } }) => change({ problem: PROBLEMS.find((one) => one === value) ?? '' })}
          choices={[{ value: '', label: t('allLanguages') }, ...choices]}
        />
        <p className={classes.count} role="status">
          {t('shown', { count: rows.length, all: matrix.locales.length })}
        </p>
      </div>
      <ul className={classes.legend} aria-label={t('legend')}>
        {MARKS.map((mark) => (
          <li key={mark}>
            <MarkSign mark={mark} /> {t(`marks.${mark}`)}
          </li>
        ))}
      </ul>
      {rows.length > 0 ? (
        <CoverageGrid templates={matrix.rows} rows={rows} problem={problem} />
      ) : (
        <NoMatch title={t('noProblem')} filters={[]} onClear={() => change({ ...NO_FILTERS })} />
      )}
    </>
  );
}
