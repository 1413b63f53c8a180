'use client';

import type { TemplateDetail } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { memo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { languageName } from '../../lib/i18n/names';
import { CellMark, useCellWords } from './coverage-cell';
import { editorOf, hasProblem, type CoverageRow } from './coverage-rows';
import { LanguageName, Tag } from './language-words';
import type { Problem } from './locale-filters';
import { stepIn, type Place } from './grid-keys';
import { TemplateName, useTemplateName } from './template-name';
import classes from './locales.module.css';

export interface CoverageGridProps {
  readonly templates: readonly TemplateDetail[];
  readonly rows: readonly CoverageRow[];
  readonly problem: Problem | '';
}

/** What is no longer laid out as a table, on a narrow screen, has to say that it is one. */
const ROLE = {
  grid: { role: 'grid' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  gridcell: { role: 'gridcell' },
} as const;

/**
 * A grid (ARIA APG): one cell of it is in the order of tabs, arrows move from there; each cell is a link to its text.
 * Where there is no room for columns each language is a block of lines.
 */
export function CoverageGrid({ templates, rows, problem }: CoverageGridProps) {
  const t = useTranslations('locales');
  const grid = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const size = { rows: rows.length, columns: templates.length };
  // Filters may have taken the row away that it stood in.
  const at = { row: Math.min(place.row, size.rows - 1), column: place.column };

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>): void {
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = stepIn({ key: event.key, isFar: event.ctrlKey || event.metaKey, isTurned }, at, size);
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  }

  function onFocus(event: FocusEvent<HTMLTableElement>): void {
    const [row, column] = (event.target.dataset['cell'] ?? '').split(' ').map(Number);
    if (row !== undefined && column !== undefined) setPlace({ row, column });
  }

  return (
    <div className={classes.gridFrame}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its role, spread below, is one that is moved in */}
      <table
        ref={grid}
        {...ROLE.grid}
        className={classes.grid}
        aria-label={t('tabs.coverage')}
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <thead {...ROLE.rowgroup}>
          <tr {...ROLE.row}>
            <th {...ROLE.columnheader} scope="col">
              {t('language')}
            </th>
            {templates.map((template) => (
              <th key={template.id} {...ROLE.columnheader} scope="col">
                <TemplateName template={template} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.rowgroup}>
          {rows.map((row, index) => (
            <Row
              key={row.tag}
              row={row}
              index={index}
              templates={templates}
              problem={problem}
              tabColumn={index === at.row ? at.column : undefined}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: CoverageRow;
  readonly index: number;
  readonly templates: readonly TemplateDetail[];
  readonly problem: Problem | '';
  /** Of the one cell that the Tab key comes to, when it is in this row. */
  readonly tabColumn: number | undefined;
}

/** Moving through a hundred languages draws two of them anew. */
const Row = memo(function Row({ row, index, templates, problem, tabColumn }: RowProps) {
  const reader = useLocale();
  const wordsOf = useCellWords();
  const nameOf = useTemplateName();
  return (
    <tr {...ROLE.row}>
      <th {...ROLE.rowheader} scope="row">
        <Tag tag={row.tag} /> <LanguageName tag={row.tag} />
      </th>
      {row.cells.map((cell, column) => {
        const template = templates[column];
        if (cell === undefined || template === undefined) return <td key={column} {...ROLE.gridcell} />;
        const isMeant = problem === '' || hasProblem(cell, problem);
        return (
          <td key={template.id} {...ROLE.gridcell} data-faded={!isMeant || undefined}>
            <Link
              href={editorOf(template, row.tag)}
              prefetch={false}
              className={classes.cell}
              tabIndex={tabColumn === column ? 0 : -1}
              data-cell={`${index} ${column}`}
            >
              <span className="visually-hidden" suppressHydrationWarning>
                {`${nameOf(template)}, ${languageName(row.tag, reader)}: ${wordsOf(cell)}`}
              </span>
              <span className={classes.cellMarks} aria-hidden>
                <span className={classes.cellTemplate}>
                  <TemplateName template={template} />
                </span>
                <CellMark cell={cell} />
                {cell.state === 'inherited' && cell.from !== null && cell.from !== row.tag ? (
                  <Tag tag={cell.from} />
                ) : null}
              </span>
            </Link>
          </td>
        );
      })}
    </tr>
  );
});
