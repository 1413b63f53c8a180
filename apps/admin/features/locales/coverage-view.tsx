'use client';

import type { CoverageMatrix } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { languageName, ownLanguageName } from '../../lib/i18n/names';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { SelectField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { SearchField } from '../../ui/search-field';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { MarkSign } from './coverage-cell';
import { CoverageGrid } from './coverage-grid';
import { countProblem, rowsOf, type Mark } from './coverage-rows';
import { isFound, NO_FILTERS, PROBLEMS } from './locale-filters';
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

function Matrix({ matrix, filters: { problem, q }, change, amend }: ViewProps & { readonly matrix: CoverageMatrix }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const rows = useMemo(
    () =>
      rowsOf(matrix, problem).filter(({ tag }) => isFound(q, [languageName(tag, reader), ownLanguageName(tag), tag])),
    [matrix, problem, q, reader],
  );
  const choices = PROBLEMS.map((value) => ({
    value,
    label: t('problemCount', { problem: t(`problem.${value}`), count: countProblem(matrix, value) }),
  }));
  return (
    <>
      <form
        className={classes.filters}
        role="search"
        aria-label={t('filters')}
        onSubmit={(event) => event.preventDefault()}
        {...FILTERS_MARK}
      >
        <SearchField label={t('search')} value={q} onSearch={(wanted) => amend({ q: wanted })} />
        <SelectField
          label={t('show')}
          value={problem}
          onChange={({ currentTarget: { value } }) => change({ problem: PROBLEMS.find((one) => one === value) ?? '' })}
          choices={[{ value: '', label: t('allLanguages') }, ...choices]}
        />
        <p className={classes.count} role="status">
          {t('shown', { count: rows.length, all: matrix.locales.length })}
        </p>
      </form>
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
        <NoMatch
          title={t(q === '' ? 'noProblem' : 'noMatch')}
          filters={(['q', 'problem'] as const)
            .filter((name) => ({ q, problem })[name] !== '')
            .map((name) => ({ name, label: t(name === 'q' ? 'search' : 'show'), drop: () => change({ [name]: '' }) }))}
          onClear={() => change(NO_FILTERS)}
        />
      )}
    </>
  );
}
