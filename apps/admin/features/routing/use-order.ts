'use client';

import type { RouteList, RouteView } from '@codewire/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { routingCalls } from '../../lib/api/routing-calls';
import { toast } from '../../ui/toasts';
import { movedTo, neighbourBelow, placedBefore } from './reorder';
import { useRuleName } from './rule-words';
import { EXPLAIN_KEY, ROUTES_KEY } from './use-routing';

/** A move that was not made, because the rules are others than those that its author saw. */
export interface MissedMove {
  readonly id: string;
  /** The rule that it was to stand before. */
  readonly before: string | null;
}

export interface Order {
  readonly move: (rule: RouteView, place: number) => void;
  readonly missed: MissedMove | undefined;
  readonly failure: unknown;
  readonly repeat: () => void;
  readonly dismiss: () => void;
}

const idsOf = ({ data }: RouteList) => data.map(({ id }) => id);
const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();

/**
 * Puts rules in order. It is shown at once and saved at once, one order after the other. The API takes any order that
 * names all rules; so it is looked first whether they still stand as its author saw them: of two who order at once
 * neither undoes what he has not seen.
 */
export function useOrder({ data }: RouteList): Order {
  const t = useTranslations('routing');
  const nameOf = useRuleName();
  const queries = useQueryClient();
  const underWay = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const [missed, setMissed] = useState<MissedMove>();
  const [failure, setFailure] = useState<unknown>(null);
  /** While another move waits, what is shown is ahead of the answer already. */
  const show = (list: RouteList) => waiting.current <= 1 && queries.setQueryData(ROUTES_KEY, list);

  /** True when the order is the one that was wanted. */
  async function save(seen: readonly string[], wanted: readonly string[]): Promise<boolean> {
    await queries.cancelQueries({ queryKey: ROUTES_KEY });
    const now = await callFromBrowser(routingCalls.routes());
    if (!isSame(idsOf(now), seen)) {
      show(now);
      return false;
    }
    try {
      show(await callFromBrowser(routingCalls.orderRoutes(wanted)));
    } catch (error) {
      await queries.invalidateQueries({ queryKey: ROUTES_KEY });
      if (isRefusal(error, 'route.order_incomplete')) return false;
      throw error;
    }
    void queries.invalidateQueries({ queryKey: EXPLAIN_KEY });
    return true;
  }

  /** After all that is under way: what one leaves is what the next one begins with. */
  function saveInTurn(seen: readonly string[], wanted: readonly string[], onEnd: (isSaved: boolean) => void): void {
    setMissed(undefined);
    setFailure(null);
    waiting.current += 1;
    underWay.current = underWay.current.then(async () => {
      try {
        onEnd(await save(seen, wanted));
      } catch (error) {
        setFailure(error);
        await queries.invalidateQueries({ queryKey: ROUTES_KEY });
      } finally {
        waiting.current -= 1;
      }
    });
  }

  function order(rule: RouteView, wanted: readonly string[]): void {
    const seen = data.map(({ id }) => id);
    const place = wanted.indexOf(rule.id) + 1;
    const said = t('moved', { name: nameOf(rule), place, count: wanted.length });
    // As when a move is repeated that the other one has made already.
    if (isSame(seen, wanted)) return toast({ tone: 'ok', title: said });
    const byId = new Map(data.map((one) => [one.id, one]));
    const rows = wanted.flatMap((id, at) => {
      const one = byId.get(id);
      return one ? [{ ...one, position: at + 1 }] : [];
    });
    queries.setQueryData<RouteList>(ROUTES_KEY, (list) => list && { ...list, data: rows });
    saveInTurn(seen, wanted, (isSaved) => {
      if (!isSaved) return setMissed({ id: rule.id, before: neighbourBelow(wanted, rule.id) });
      toast({
        tone: 'ok',
        title: said,
        action: { label: t('undo'), run: () => undo(wanted, seen) },
      });
    });
  }

  function undo(seen: readonly string[], wanted: readonly string[]): void {
    saveInTurn(seen, wanted, (isSaved) =>
      toast(isSaved ? { tone: 'ok', title: t('movedBack') } : { tone: 'warn', title: t('notUndone') }),
    );
  }

  return {
    move: (rule, place) =>
      order(
        rule,
        movedTo(
          data.map(({ id }) => id),
          rule.id,
          place,
        ),
      ),
    missed,
    failure,
    repeat: () => {
      const rule = data.find(({ id }) => id === missed?.id);
      setMissed(undefined);
      if (rule && missed)
        order(
          rule,
          placedBefore(
            data.map(({ id }) => id),
            rule.id,
            missed.before,
          ),
        );
    },
    dismiss: () => {
      setMissed(undefined);
      setFailure(null);
    },
  };
}
