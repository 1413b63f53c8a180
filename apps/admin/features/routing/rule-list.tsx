'use client';

import type { RouteList, RouteView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { movedTo } from './reorder';
import { RuleRow, type Verdict } from './rule-row';
import { useRuleName } from './rule-words';
import { useLift, type Lift } from './use-lift';
import type { Order } from './use-order';
import type { Switching } from './use-rule-changes';
import type { Names } from './use-routing';
import classes from './routing.module.css';

export interface RuleListProps {
  readonly list: RouteList;
  readonly names: Names;
  readonly verdictOn: (id: string) => Verdict | undefined;
  /** Only for those who may. */
  readonly ways?: RuleListWays | undefined;
}

export interface RuleListWays {
  readonly order: Order;
  readonly switching: Switching;
  readonly onEdit: (rule: RouteView) => void;
  readonly onDelete: (rule: RouteView) => void;
}

/** All rules from the first that is asked to the last. */
export function RuleList({ list: { data }, names, verdictOn, ways }: RuleListProps) {
  const t = useTranslations('routing');
  const nameOf = useRuleName();
  const place = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState('');
  const keepFocus = useFocusThatMoves(place, data);
  const ids = data.map(({ id }) => id);
  const byId = (id: string) => data.find((one) => one.id === id);

  function tell(what: 'lifted' | 'moved' | 'cancelled', { id, from, to }: Lift): void {
    const lifted = byId(id);
    const name = lifted ? nameOf(lifted) : '';
    const below = byId(movedTo(ids, id, to)[to + 1] ?? '');
    const at = { name, place: (what === 'cancelled' ? from : to) + 1, count: ids.length };
    const words = { lifted: t('lift.lifted', at), moved: t('lift.moved', at), cancelled: t('lift.cancelled', at) }[
      what
    ];
    setTold(what === 'moved' && below !== undefined ? `${words} ${t('lift.before', { name: nameOf(below) })}` : words);
  }

  function move(rule: RouteView | undefined, to: number, control: string): void {
    if (!rule) return;
    keepFocus(rule.id, control);
    ways?.order.move(rule, to);
  }

  const { lift, handle, dropMark } = useLift({
    ids,
    list: place,
    onTell: tell,
    onDrop: (id, to) => {
      setTold('');
      move(byId(id), to, 'handle');
    },
  });

  return (
    <>
      <ol ref={place} className={classes.rules} data-lifting={lift ? true : undefined} aria-label={t('rules')}>
        {data.map((rule, at) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            count={data.length}
            names={names}
            verdict={verdictOn(rule.id)}
            isLifted={lift?.id === rule.id}
            dropMark={dropMark(at)}
            ways={
              ways && {
                handle: handle(rule.id),
                switchingTo: ways.switching.busy?.id === rule.id ? ways.switching.busy.isOn : undefined,
                onSwitch: (isOn) => ways.switching.run(rule, isOn),
                onStep: (step) => move(rule, at + step, step === -1 ? 'up' : 'down'),
                onEdit: () => ways.onEdit(rule),
                onDelete: () => ways.onDelete(rule),
              }
            }
          />
        ))}
      </ol>
      <p className="visually-hidden" aria-live="assertive">
        {told}
      </p>
    </>
  );
}

/** A row that changes its place takes its focus along: browsers take it from whatever is moved in the page. */
function useFocusThatMoves(list: React.RefObject<HTMLElement | null>, data: readonly RouteView[]) {
  const wanted = useRef<{ id: string; control: string }>(undefined);
  useEffect(() => {
    const { id, control } = wanted.current ?? {};
    wanted.current = undefined;
    if (id === undefined) return;
    const row = [...(list.current?.querySelectorAll<HTMLElement>('[data-rule]') ?? [])].find(
      ({ dataset }) => dataset['rule'] === id,
    );
    row?.querySelector<HTMLElement>(`[data-control=${control}]`)?.focus();
  }, [list, data]);
  return (id: string, control: string) => {
    wanted.current = { id, control };
  };
}
