'use client';

import { useMemo } from 'react';
import { store, useStored } from '../../lib/stored';

export interface TableLook {
  /** Keys of the columns that are shown. */
  readonly columns: readonly string[];
  readonly isDense: boolean;
}

export interface TableLookState extends TableLook {
  readonly toggle: (column: string) => void;
  readonly setDense: (isDense: boolean) => void;
  readonly reset: () => void;
}

/** Which columns of a table this browser shows, and how close its lines stand. */
export function useTableLook(room: string, { all, usual }: ColumnKeys): TableLookState {
  const key = `codewire-table-${room}`;
  const stored = useStored(key);
  const look = useMemo(() => readLook(stored, { all, usual }), [stored, all, usual]);
  const keep = (part: Partial<TableLook>) => store(key, JSON.stringify({ ...look, ...part }));
  return {
    ...look,
    toggle: (column) => keep({ columns: all.filter((one) => (one === column) !== look.columns.includes(one)) }),
    setDense: (isDense) => keep({ isDense }),
    reset: () => store(key, ''),
  };
}

export interface ColumnKeys {
  readonly all: readonly string[];
  readonly usual: readonly string[];
}

/** What an older or a newer console has stored, or someone by hand, is read as far as it makes sense. */
export function readLook(stored: string | null, { all, usual }: ColumnKeys): TableLook {
  try {
    const { columns, isDense } = JSON.parse(stored ?? '') as Partial<Record<keyof TableLook, unknown>>;
    const wanted = Array.isArray(columns) ? columns : usual;
    return { columns: all.filter((key) => wanted.includes(key)), isDense: isDense === true };
  } catch {
    return { columns: usual, isDense: false };
  }
}
