'use client';

import type { SenderRule } from '@codewire/contracts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { routingCalls } from '../../lib/api/routing-calls';
import { countryName } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { FailureNotice } from '../../ui/failure-notice';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toasts';
import { useChange } from '../../ui/use-change';
import { useMay } from '../session/session-provider';
import { useNames, useRoutingAnew, useSenders } from './use-routing';
import classes from './routing.module.css';

const SenderDialog = lazy(() => import('./sender-dialog'));

/** Whose name texts bear, where it is not their application's own. */
export default function SendersView() {
  const t = useTranslations('routing.senders');
  const query = useSenders();
  const names = useNames();
  const mayWrite = useMay()('routes.write');
  const [isAdding, setAdding] = useState(false);
  const removal = useRemoval();
  const add = mayWrite ? (
    <Button emphasis="main" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null;
  return (
    <div className={classes.stack}>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={3} />
          </Skeleton>
        }
      >
        {({ data }) => (
          <>
            <div className={classes.top}>
              <p className={classes.dim}>{t('lead')}</p>
              {data.length > 0 ? add : null}
            </div>
            {removal.failure === null ? null : <FailureNotice failure={asFailure(removal.failure)} takesFocus />}
            {data.length === 0 ? (
              <Empty title={t('emptyTitle')} detail={t(mayWrite ? 'emptyDetail' : 'emptyForYou')} action={add} />
            ) : (
              <SenderTable senders={data} onDelete={mayWrite ? (sender) => void removal.run(sender) : undefined} />
            )}
          </>
        )}
      </Fetched>
      <Suspense fallback={null}>
        {isAdding ? <SenderDialog names={names} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </div>
  );
}

/** At once, with a way back: the same rule is made again. */
function useRemoval() {
  const t = useTranslations('routing.senders');
  const words = useTranslations('routing');
  const readAnew = useRoutingAnew();

  async function restore({ id: _former, ...rule }: SenderRule): Promise<void> {
    try {
      await callFromBrowser(routingCalls.createSender(rule));
      toast({ tone: 'ok', title: words('undone') });
    } catch {
      toast({ tone: 'warn', title: words('notUndone') });
    }
    await readAnew();
  }

  return useChange({
    work: async (rule: SenderRule) => {
      await callFromBrowser(routingCalls.deleteSender(rule.id));
      return rule;
    },
    onDone: async (rule) => {
      await readAnew();
      toast({
        tone: 'ok',
        title: t('deleted', { sender: rule.sender }),
        action: { label: words('undo'), run: () => restore(rule) },
      });
    },
  });
}

interface SenderTableProps {
  readonly senders: readonly SenderRule[];
  readonly onDelete?: ((sender: SenderRule) => void) | undefined;
}

function SenderTable({ senders, onDelete }: SenderTableProps) {
  const t = useTranslations('routing.senders');
  const reader = useLocale();
  const names = useNames();
  const columns: Column<SenderRule>[] = [
    {
      key: 'sender',
      title: t('sender'),
      cell: ({ sender }) => (
        <bdi dir="ltr" className={classes.strong}>
          {sender}
        </bdi>
      ),
    },
    {
      key: 'application',
      title: t('application'),
      cell: ({ application_id: id }) => (id === null ? t('any') : <bdi>{names.application(id)}</bdi>),
    },
    {
      key: 'country',
      title: t('country'),
      cell: ({ country }) => (
        <span suppressHydrationWarning>{country === null ? t('any') : countryName(country, reader)}</span>
      ),
    },
    {
      key: 'carrier',
      title: t('carrier'),
      cell: ({ carrier_id: id }) => (id === null ? t('any') : <bdi>{names.carrier(id)}</bdi>),
    },
    {
      key: 'actions',
      title: t('actions'),
      cell: (rule) => (
        <Button
          size="xs"
          icon={<IconTrash size={16} aria-hidden />}
          aria-label={t('deleteOf', { sender: rule.sender })}
          onClick={() => onDelete?.(rule)}
        >
          {t('delete')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      columns={onDelete ? columns : columns.slice(0, -1)}
      rows={senders}
      keyOf={({ id }) => id}
      isStacked
    />
  );
}
