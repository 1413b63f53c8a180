'use client';

import type { RouteList, RouteView } from '@codewire/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { asFailure } from '../../lib/api/failure';
import type { FilterState } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { FailureNotice } from '../../ui/failure-notice';
import { Fetched } from '../../ui/fetched';
import { Notice } from '../../ui/notice';
import { focusFilters } from '../../ui/page-landmarks';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { MissedMoveNotice, SwitchConflictNotice } from './rule-notices';
import { ProbeCard } from './probe-card';
import { neighbourBelow } from './reorder';
import type { RoutingFilters } from './routing-filters';
import { RuleList } from './rule-list';
import { useOrder } from './use-order';
import { useProbe } from './use-probe';
import { useRuleChanges, useSwitching } from './use-rule-changes';
import { useNames, useRoutes, type FirstAnswer } from './use-routing';
import classes from './routing.module.css';

// Seldom needed, so they are not part of what a first visit loads.
const RuleDialog = lazy(() => import('./rule-dialog'));
const DeleteRuleDialog = lazy(() => import('./delete-rule-dialog'));

type State = FilterState<RoutingFilters>;

/** Rules in their order, and beside them the question that they answer. */
export function RulesView({ first, state }: { first: FirstAnswer<RouteList> | undefined; state: State }) {
  const t = useTranslations('routing');
  const query = useRoutes(first);
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostTable rows={4} />
        </Skeleton>
      }
    >
      {(list) => <Rules list={list} state={state} />}
    </Fetched>
  );
}

/** What a dialog is open for. */
type Asked = { readonly to: 'add' } | { readonly to: 'edit' | 'delete'; readonly rule: RouteView };

function Rules({ list, state: { filters, amend } }: { list: RouteList; state: State }) {
  const t = useTranslations('routing');
  const names = useNames();
  const probe = useProbe();
  const order = useOrder(list);
  const changes = useRuleChanges();
  const switching = useSwitching(changes);
  const mayWrite = useMay()('routes.write');
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    if (filters.do === '') return;
    if (filters.do === 'probe') focusFilters();
    else if (mayWrite) setAsked({ to: 'add' });
    amend({ do: '' });
  }, [filters.do, mayWrite, amend]);
  const focusOn = useFocusOnRule(list);
  const close = () => setAsked(undefined);
  const add = mayWrite ? (
    <Button emphasis="main" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAsked({ to: 'add' })}>
      {t('add')}
    </Button>
  ) : null;
  const ids = list.data.map(({ id }) => id);
  const failure = order.failure ?? switching.failure;
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <div className={classes.top}>
          <p className={classes.dim}>{t('rulesLead')}</p>
          {list.data.length > 0 ? add : null}
        </div>
        {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
        {order.missed ? <MissedMoveNotice missed={order.missed} list={list} order={order} /> : null}
        {switching.conflict ? <SwitchConflictNotice rule={switching.conflict} onClose={switching.dismiss} /> : null}
        {list.has_default || list.data.length === 0 ? null : (
          <Notice tone="warn" title={t('noDefaultTitle')}>
            <p>{t('noDefaultDetail')}</p>
          </Notice>
        )}
        {list.data.length === 0 ? (
          <Empty title={t('emptyTitle')} detail={t(mayWrite ? 'emptyDetail' : 'emptyForYou')} action={add} />
        ) : (
          <RuleList
            list={list}
            names={names}
            verdictOn={probe.verdictOn}
            ways={
              mayWrite
                ? {
                    order,
                    switching,
                    onEdit: (rule) => setAsked({ to: 'edit', rule }),
                    onDelete: (rule) => setAsked({ to: 'delete', rule }),
                  }
                : undefined
            }
          />
        )}
      </div>
      <aside className={classes.aside}>
        <ProbeCard probe={probe} names={names} />
      </aside>
      <Suspense fallback={null}>
        {asked?.to === 'add' ? (
          <RuleDialog rules={list.data} names={names} changes={changes} onClose={close} onSaved={focusOn} />
        ) : null}
        {asked?.to === 'edit' ? (
          <RuleDialog
            // As it is now, also when somebody else has changed it since the dialog was opened.
            rule={list.data.find(({ id }) => id === asked.rule.id) ?? asked.rule}
            rules={list.data}
            names={names}
            changes={changes}
            onClose={close}
            onSaved={focusOn}
          />
        ) : null}
        {asked?.to === 'delete' ? (
          <DeleteRuleDialog
            rule={asked.rule}
            neighbour={neighbourBelow(ids, asked.rule.id)}
            names={names}
            changes={changes}
            onClose={close}
            onDeleted={() => focusOn(neighbourBelow(ids, asked.rule.id) ?? ids.at(-2))}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/**
 * Where a reader goes on once a dialog is closed: at the rule that was made, or at the neighbour of one that is gone. One
 * that is not drawn yet is waited for: the list has it a moment after its answer has come.
 */
function useFocusOnRule(list: RouteList): (id: string | undefined) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (wanted === undefined) return;
    const handle = document.getElementById(wanted)?.querySelector<HTMLElement>('[data-control=handle]');
    if (!handle) return;
    handle.focus();
    setWanted(undefined);
  }, [wanted, list]);
  return setWanted;
}
