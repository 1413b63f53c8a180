'use client';

import type { CarrierList, CarrierView, PricePage, RouteList, SenderList } from '@codewire/contracts';
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { routingCalls } from '../../lib/api/routing-calls';
import { useConsoleContext } from '../shell/use-console-context';

const KEY = ['routing'];
export const ROUTES_KEY = [...KEY, 'routes'];
export const EXPLAIN_KEY = [...KEY, 'explain'];
const PRICES_ON_A_PAGE = 50;

export interface FirstAnswer<Data> {
  readonly data: Data;
  readonly at: number;
}

const initial = <Data>(first: FirstAnswer<Data> | undefined) =>
  first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {};

export function useRoutes(first: FirstAnswer<RouteList> | undefined): UseQueryResult<RouteList> {
  return useQuery({
    queryKey: ROUTES_KEY,
    queryFn: ({ signal }) => callFromBrowser(routingCalls.routes(), signal),
    ...initial(first),
  });
}

/** The same answer as the room of carriers has. */
export function useCarriers(first?: FirstAnswer<CarrierList>): UseQueryResult<CarrierList> {
  return useQuery({
    queryKey: ['carriers', 'list'],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.carriers(), signal),
    ...initial(first),
  });
}

export function usePrices(carrier: string, cursor: string): UseQueryResult<PricePage> {
  const query = new URLSearchParams({ limit: String(PRICES_ON_A_PAGE), ...(cursor !== '' && { cursor }) });
  return useQuery({
    queryKey: [...KEY, 'prices', carrier, cursor],
    queryFn: ({ signal }) => callFromBrowser(routingCalls.prices(carrier, query), signal),
    placeholderData: keepPreviousData,
  });
}

export function useSenders(): UseQueryResult<SenderList> {
  return useQuery({
    queryKey: [...KEY, 'senders'],
    queryFn: ({ signal }) => callFromBrowser(routingCalls.senders(), signal),
  });
}

/** Asks anew for all of this room, and for carriers, which say what routes name them. */
export function useRoutingAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    void queries.invalidateQueries({ queryKey: ['carriers'] });
    await queries.invalidateQueries({ queryKey: KEY });
  }, [queries]);
}

export type KnownCarrier = Pick<CarrierView, 'id' | 'name' | 'status' | 'is_simulated'>;

export interface Names {
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  readonly carriers: readonly KnownCarrier[];
  readonly application: (id: string) => string;
  readonly carrier: (id: string) => string;
}

/** Names of what rules speak of; what is not known, or not yet, is called by its id. */
export function useNames(): Names {
  const { data: context } = useConsoleContext();
  const { data: list } = useCarriers();
  const applications = context?.applications ?? [];
  const carriers = list?.data ?? [];
  const nameIn = (known: readonly { id: string; name: string }[]) => (id: string) =>
    known.find((one) => one.id === id)?.name ?? id;
  return { applications, carriers, application: nameIn(applications), carrier: nameIn(carriers) };
}
