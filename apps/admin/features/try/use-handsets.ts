'use client';

import { useCallback, useMemo } from 'react';
import { readStored, store, useStored } from '../../lib/stored';
import { useUrlFilters } from '../../lib/use-url-filters';
import {
  pickNumber,
  readHandsets,
  withHandset,
  withoutHandset,
  withSeen,
  writeHandsets,
  type KeptHandset,
} from './handset-list';

/**
 * Kept by the browser and not by the operator: they are this desk's phones, nothing in them is anybody's, and nothing
 * has to be cleaned up. The simulated carrier keeps what is on them.
 */
const KEY = 'codewire-handsets';

/** By its place in the list: a number never stands in an address. */
const PLACE_FORM = {
  readFilters: (get: (name: string) => string | null) => ({ place: Number(get('phone') ?? '1') }),
  writeFilters: ({ place }: { place: number }) => (place === 1 ? '' : `?phone=${place}`),
};

/** The phones of this browser, in all of its tabs. */
export function useKeptHandsets() {
  const stored = useStored(KEY);
  const all = useMemo(() => readHandsets(stored), [stored]);
  const change = useCallback((next: (before: readonly KeptHandset[]) => readonly KeptHandset[]) => {
    const before = readHandsets(readStored(KEY));
    const after = next(before);
    if (after !== before) store(KEY, writeHandsets(after));
    return after;
  }, []);
  const noteSeen = useCallback(
    (number: string, at: string) => void change((before) => withSeen(before, number, at)),
    [change],
  );
  return { all, change, noteSeen };
}

export interface Handsets {
  readonly all: readonly KeptHandset[];
  /** From 0. */
  readonly place: number;
  readonly chosen: KeptHandset;
  choose(place: number): void;
  /** One with a new number of that country; undefined where none is left. */
  add(country: string): string | undefined;
  /** Chooses the phone with that number, kept from now on; false when no more fit. */
  keep(number: string): boolean;
  remove(number: string): void;
  noteSeen(number: string, at: string): void;
}

/** The phones, and which of them the address names. */
export function useHandsets(): Handsets {
  const { all, change, noteSeen } = useKeptHandsets();
  const { filters, amend } = useUrlFilters(PLACE_FORM);
  const place = all[filters.place - 1] === undefined ? 0 : filters.place - 1;
  const choose = (next: number) => amend({ place: next + 1 });

  function keep(number: string): boolean {
    const at = change((before) => withHandset(before, number)).findIndex((handset) => handset.number === number);
    if (at >= 0) choose(at);
    return at >= 0;
  }

  return {
    all,
    place,
    chosen: all[place]!,
    choose,
    keep,
    noteSeen,
    add: (country) => {
      const number = pickNumber(country, all, chance);
      return number !== undefined && keep(number) ? number : undefined;
    },
    remove: (number) => {
      const left = change((before) => withoutHandset(before, number));
      choose(Math.min(place, left.length - 1));
    },
  };
}

/** Two people seldom come upon the same number. */
function chance(limit: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % limit;
}
