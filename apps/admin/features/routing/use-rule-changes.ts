'use client';

import type { RouteCreate, RouteView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { routingCalls } from '../../lib/api/routing-calls';
import { toast } from '../../ui/toasts';
import { rememberedFacts, type RuleFacts } from './rule-draft';
import { useRuleName } from './rule-words';
import { useRoutingAnew } from './use-routing';

export interface RuleChanges {
  /** Returns its id, once it is in the list. */
  readonly add: (facts: RouteCreate) => Promise<string>;
  /** From the version that was seen. When somebody else was faster it fails, and what he made of it is read. */
  readonly change: (seen: RouteView, part: Partial<RuleFacts>, said: string) => Promise<string>;
  /** It comes back before the same neighbour. */
  readonly remove: (rule: RouteView, neighbour: string | null) => Promise<void>;
}

/** Changes of single rules: each is saved at once, told in the corner of the page, and can be taken back from there. */
export function useRuleChanges(): RuleChanges {
  const t = useTranslations('routing');
  const readAnew = useRoutingAnew();
  const nameOf = useRuleName();

  function tell(title: string, wayBack: () => Promise<unknown>): void {
    const undo = async () => {
      try {
        await wayBack();
        toast({ tone: 'ok', title: t('undone') });
      } catch {
        toast({ tone: 'warn', title: t('notUndone') });
      }
      await readAnew();
    };
    toast({ tone: 'ok', title, action: { label: t('undo'), run: undo } });
  }

  return {
    add: async (facts) => {
      const { id, name } = await callFromBrowser(routingCalls.createRoute(facts));
      await readAnew();
      tell(t('added', { name }), () => callFromBrowser(routingCalls.deleteRoute(id)));
      return id;
    },
    change: async (seen, part, said) => {
      const { id, version } = seen;
      try {
        const saved = await callFromBrowser(routingCalls.changeRoute(id, { version, ...part }));
        const { name, ...others } = rememberedFacts(seen);
        // One that had no name before keeps the one that it has now.
        const former = { version: saved.version, ...others, ...(name !== '' && { name }) };
        tell(said, () => callFromBrowser(routingCalls.changeRoute(id, former)));
        return id;
      } finally {
        await readAnew();
      }
    },
    remove: async (rule, neighbour) => {
      await callFromBrowser(routingCalls.deleteRoute(rule.id));
      const name = nameOf(rule);
      const former = { ...rememberedFacts(rule), name, ...(neighbour !== null && { before: neighbour }) };
      await readAnew();
      tell(t('deleted', { name }), () => callFromBrowser(routingCalls.createRoute(former)));
    },
  };
}

export interface Switching {
  /** The rule that is being switched, and to what: it is shown so at once. */
  readonly busy: { readonly id: string; readonly isOn: boolean } | undefined;
  /** Someone else had changed it meanwhile. */
  readonly conflict: RouteView | undefined;
  readonly failure: unknown;
  readonly run: (rule: RouteView, isOn: boolean) => void;
  readonly dismiss: () => void;
}

const IDLE = { busy: undefined, conflict: undefined, failure: null } as const;

/** Rules on and off. */
export function useSwitching({ change }: RuleChanges): Switching {
  const t = useTranslations('routing');
  const nameOf = useRuleName();
  const [state, setState] = useState<Pick<Switching, 'busy' | 'conflict' | 'failure'>>(IDLE);

  async function run(rule: RouteView, isOn: boolean): Promise<void> {
    setState({ ...IDLE, busy: { id: rule.id, isOn } });
    try {
      await change(rule, { is_enabled: isOn }, t(isOn ? 'switchedOn' : 'switchedOff', { name: nameOf(rule) }));
      setState(IDLE);
    } catch (failure) {
      setState(isRefusal(failure, 'route.changed') ? { ...IDLE, conflict: rule } : { ...IDLE, failure });
    }
  }

  return { ...state, run: (rule, isOn) => void run(rule, isOn), dismiss: () => setState(IDLE) };
}
