'use client';

import type { CountryLocaleList, CoverageMatrix, LocaleList } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { byName } from './by-name';

const KEY = ['locales'];

export interface FirstLocales {
  readonly data: LocaleList;
  readonly at: number;
}

export function useLocales(first?: FirstLocales): UseQueryResult<LocaleList> {
  const locale = useLocale();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => byName(await callFromBrowser(localeCalls.locales(), signal), locale),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export function useCountries(): UseQueryResult<CountryLocaleList> {
  return useQuery({
    queryKey: [...KEY, 'countries'],
    queryFn: ({ signal }) => callFromBrowser(localeCalls.countries(), signal),
  });
}

export function useCoverage(): UseQueryResult<CoverageMatrix> {
  return useQuery({
    queryKey: [...KEY, 'coverage'],
    queryFn: ({ signal }) => callFromBrowser(localeCalls.coverage(), signal),
  });
}

/** Asks anew for languages and all that follows from them: in texts, and in the frame. */
export function useLocalesAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    void queries.invalidateQueries({ queryKey: ['context'] });
    void queries.invalidateQueries({ queryKey: ['templates'] });
    await queries.invalidateQueries({ queryKey: KEY });
  }, [queries]);
}

/** A change made from what was seen. When someone else was faster it fails all the same, and what he made of it is shown. */
export function useSeenChange(): <Result>(change: () => Promise<Result>) => Promise<Result> {
  const readAnew = useLocalesAnew();
  return async (change) => {
    try {
      return await change();
    } catch (failure) {
      if (isRefusal(failure, 'locale.changed') || isRefusal(failure, 'country.changed')) await readAnew();
      throw failure;
    }
  };
}
