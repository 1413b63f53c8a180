'use client';

import type { RouteExplanation, RouteQuestion } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { routingCalls } from '../../lib/api/routing-calls';
import type { Verdict } from './rule-row';
import { EXPLAIN_KEY } from './use-routing';

/** Links and health change by themselves, and nodes take over a change of rules within a second. */
const ASK_EVERY_MILLISECONDS = 3_000;

export interface Probe {
  readonly isAsked: boolean;
  readonly query: UseQueryResult<RouteExplanation>;
  readonly ask: (question: RouteQuestion) => void;
  readonly forget: () => void;
  readonly verdictOn: (ruleId: string) => Verdict | undefined;
}

/** A question that stays asked while its answer is looked at. */
export function useProbe(): Probe {
  const queries = useQueryClient();
  const [question, setQuestion] = useState<RouteQuestion>();
  const query = useQuery({
    queryKey: [...EXPLAIN_KEY, question],
    queryFn: question ? ({ signal }) => callFromBrowser(routingCalls.explain(question), signal) : undefined,
    enabled: question !== undefined,
    refetchInterval: ({ state }) => (state.data && !state.error ? ASK_EVERY_MILLISECONDS : false),
    // A number is not kept for longer than it is looked at.
    gcTime: 0,
  });
  return {
    isAsked: question !== undefined,
    query,
    ask: (asked) => {
      setQuestion(asked);
      // The same once more is a question, too.
      void queries.invalidateQueries({ queryKey: [...EXPLAIN_KEY, asked] });
    },
    forget: () => setQuestion(undefined),
    verdictOn: (ruleId) => query.data?.rules.find(({ id }) => id === ruleId),
  };
}
