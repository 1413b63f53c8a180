'use client';

import type { CoverageMatrix } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { CellMark, useCellWords } from './coverage-cell';
import { editorOf } from './coverage-rows';
import { TemplateName } from './template-name';
import type { LanguageProps } from './locale-room';
import { useCoverage } from './use-locales';
import classes from './locales.module.css';

/** What there is to read in a language, template by template; each leads to its text. */
export function TextsCard({ locale }: Pick<LanguageProps, 'locale'>) {
  const t = useTranslations('locales');
  const coverage = useCoverage();
  return (
    <Card title={t('textsTitle')}>
      {locale.is_enabled ? (
        <div className={classes.purposes}>
          <Fetched
            query={coverage}
            skeleton={
              <Skeleton label={t('loading')}>
                <GhostTable rows={2} />
              </Skeleton>
            }
          >
            {(matrix) => <Texts tag={locale.tag} matrix={matrix} />}
          </Fetched>
        </div>
      ) : (
        <p className={classes.dim}>{t('textsOfDisabled', { count: locale.texts })}</p>
      )}
    </Card>
  );
}

function Texts({ tag, matrix }: { tag: string; matrix: CoverageMatrix }) {
  const wordsOf = useCellWords();
  return (
    <ul className={classes.list}>
      {matrix.rows.map((row) => {
        const cell = row.coverage.find(({ locale }) => locale === tag);
        return cell === undefined ? null : (
          <li key={row.id}>
            <Link href={editorOf(row, tag)} prefetch={false}>
              <TemplateName template={row} />
            </Link>
            <span className={classes.withIcon}>
              <CellMark cell={cell} />
              {wordsOf(cell)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
