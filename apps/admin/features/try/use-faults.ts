'use client';

import type { CarrierScenario, TryFault, TryFaults } from '@codewire/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import type { FetchedQuery } from '../../ui/fetched';
import { faultCalls } from '../../lib/api/fault-calls';

/** Somebody else may have the same number, and curl is at hand, too. */
const LOOK_EVERY_MILLISECONDS = 10_000;

export interface Faults {
  readonly query: FetchedQuery<TryFaults>;
  /** Undefined: all of them. */
  readonly putBack: (scenario: CarrierScenario | undefined) => void;
  readonly turnOn: (fault: TryFault) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
}

/** What goes wrong on the way to that number, as the simulated carrier has it; nothing is asked for a number that is not fictional. */
export function useFaults(number: string, isFictional: boolean): Faults {
  const queries = useQueryClient();
  const queryKey = ['faults', number];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => callFromBrowser(faultCalls.faults({ number }), signal),
    enabled: isFictional,
    refetchInterval: LOOK_EVERY_MILLISECONDS,
  });
  const change = useMutation({
    mutationFn: async (work: () => Promise<TryFaults>) => {
      // An answer that was asked for before must not come after this one.
      await queries.cancelQueries({ queryKey });
      return work();
    },
    onSuccess: (told) => queries.setQueryData(queryKey, told),
  });
  return {
    query,
    turnOn: (fault) => change.mutate(() => callFromBrowser(faultCalls.turnOn({ number, fault }))),
    putBack: (scenario) =>
      change.mutate(() =>
        callFromBrowser(faultCalls.putBack(scenario === undefined ? { number } : { number, scenario })),
      ),
    isBusy: change.isPending,
    error: change.error,
  };
}
