'use client';

import type { CarrierList, CarrierView } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';

export const KEY = ['carriers'];
export const LIST_KEY = [...KEY, 'list'];

export interface FirstAnswer<Data> {
  readonly data: Data;
  readonly at: number;
}

export function useCarriers(first: FirstAnswer<CarrierList> | undefined): UseQueryResult<CarrierList> {
  return useQuery({
    queryKey: LIST_KEY,
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.carriers(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export function useCarrier(id: string, first: FirstAnswer<CarrierView> | undefined): UseQueryResult<CarrierView> {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.carrier(id), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** Asks anew for carriers, for what was done with them, and for what the frame knows of them. */
export function useCarriersAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    void queries.invalidateQueries({ queryKey: ['context'] });
    await queries.invalidateQueries({ queryKey: KEY });
  }, [queries]);
}
