'use client';

import type { PriceView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import type { FilterState } from '../../lib/use-url-filters';
import { useTrail } from '../../lib/use-trail';
import { Ago } from '../../ui/ago';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { SelectField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { Pager } from '../../ui/pager';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { PriceImportCard } from './price-import-card';
import type { RoutingFilters } from './routing-filters';
import { Prefix } from './rule-words';
import { useCarriers, usePrices, type KnownCarrier } from './use-routing';
import classes from './routing.module.css';

type State = FilterState<RoutingFilters>;

/** What carriers ask for a segment, by the digits that a number begins with. */
export default function PricesView({ state }: { state: State }) {
  const t = useTranslations('routing.prices');
  const query = useCarriers();
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostTable rows={6} />
        </Skeleton>
      }
    >
      {({ data }) => {
        const chosen = data.find(({ id }) => id === state.filters.carrier) ?? firstOf(data);
        return chosen ? (
          <Prices carriers={data} carrier={chosen} state={state} />
        ) : (
          <Empty title={t('noCarrierTitle')} detail={t('noCarrierDetail')} />
        );
      }}
    </Fetched>
  );
}

/** One that costs something. */
function firstOf<Carrier extends KnownCarrier>(carriers: readonly Carrier[]): Carrier | undefined {
  return carriers.find(({ is_simulated: isSimulated }) => !isSimulated) ?? carriers[0];
}

interface PricesProps {
  readonly carriers: readonly KnownCarrier[];
  readonly carrier: KnownCarrier;
  readonly state: State;
}

function Prices({ carriers, carrier, state }: PricesProps) {
  const t = useTranslations('routing.prices');
  const mayWrite = useMay()('routes.write');
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <div className={classes.filters} {...FILTERS_MARK}>
          <SelectField
            label={t('carrier')}
            value={carrier.id}
            onChange={({ currentTarget: { value } }) => state.change({ carrier: value })}
            choices={carriers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
        <PriceTable carrier={carrier} state={state} />
      </div>
      <aside className={classes.aside}>
        {mayWrite ? (
          <PriceImportCard key={carrier.id} carrier={carrier} onImported={() => state.change({ cursor: '' })} />
        ) : null}
      </aside>
    </div>
  );
}

function PriceTable({ carrier, state: { filters, change } }: Omit<PricesProps, 'carriers'>) {
  const t = useTranslations('routing.prices');
  const format = useFormatter();
  const query = usePrices(carrier.id, filters.cursor);
  const trail = useTrail({
    cursor: filters.cursor,
    nextCursor: query.data?.next_cursor,
    go: (cursor) => change({ cursor }),
  });
  const columns: Column<PriceView>[] = [
    { key: 'prefix', title: t('prefix'), cell: ({ prefix }) => <Prefix digits={prefix} /> },
    {
      key: 'price',
      title: t('price'),
      isNumber: true,
      cell: ({ price, currency }) =>
        format.number(Number(price), { style: 'currency', currency, maximumFractionDigits: 6 }),
    },
    { key: 'changed', title: t('changed'), cell: ({ changed_at: at }) => <Ago at={at} /> },
  ];
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostTable rows={6} />
        </Skeleton>
      }
    >
      {({ data, next_cursor: nextCursor }) =>
        data.length === 0 ? (
          <Empty title={t('emptyTitle', { carrier: carrier.name })} detail={t('emptyDetail')} />
        ) : (
          <>
            <DataTable
              caption={t('caption', { carrier: carrier.name })}
              columns={columns}
              rows={data}
              keyOf={({ prefix }) => prefix}
              isOld={query.isPlaceholderData}
            />
            <Pager
              by="order"
              cursor={filters.cursor}
              nextCursor={nextCursor}
              previous={trail.previous}
              onGo={trail.turnTo}
            />
          </>
        )
      }
    </Fetched>
  );
}
