'use client';

import type { CoverageCell } from '@codewire/contracts';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCornerDownRight,
  IconPencil,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { markOf, type Mark } from './coverage-rows';
import classes from './locales.module.css';

const ICONS = {
  own: IconCircleCheck,
  inherited: IconCornerDownRight,
  missing: IconX,
  unreviewed: IconUserQuestion,
  errors: IconAlertTriangle,
} as const satisfies Record<Mark, unknown>;

/** Icon, letter and colour: none of them alone. */
export function CellMark({ cell }: { cell: CoverageCell }) {
  return (
    <>
      <MarkSign mark={markOf(cell)} />
      {cell.has_draft ? <IconPencil size={14} className={classes.draft} aria-hidden /> : null}
    </>
  );
}

export function MarkSign({ mark }: { mark: Mark }) {
  const t = useTranslations('locales.letter');
  const Icon = ICONS[mark];
  return (
    <span className={classes.mark} data-mark={mark}>
      <Icon size={15} className={mark === 'inherited' ? classes.turns : undefined} aria-hidden />
      <span aria-hidden>{t(mark)}</span>
    </span>
  );
}

/** A cell as a sentence: "Inherited from fr · 1 segment · draft". */
export function useCellWords(): (cell: CoverageCell) => string {
  const t = useTranslations('locales.cell');
  return (cell) => {
    const mark = markOf(cell);
    const from = cell.from ?? '';
    return [
      cell.state === 'inherited'
        ? t(cell.is_shared && cell.from === cell.locale ? 'shared' : 'inherited', { from })
        : t(cell.state),
      mark === 'unreviewed' ? t('unreviewed') : '',
      cell.errors > 0 ? t('errors', { count: cell.errors }) : '',
      cell.segments === null ? '' : t('segments', { count: cell.segments }),
      cell.has_draft ? t('draft') : '',
      cell.has_update ? t('update') : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
  };
}
