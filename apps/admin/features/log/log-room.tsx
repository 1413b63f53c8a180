'use client';

import { IconRefresh } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { memo, useState, type ReactNode } from 'react';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Page, PageHeader } from '../../ui/page';
import { Turns } from '../../ui/pager';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { ExportMenu } from './export-menu';
import type { Facet } from './facets';
import { FilterBar } from './filter-bar';
import type { LogFilters, LogForm } from './filter-form';
import { HistogramCard, type StatusLook } from './histogram-card';
import { TableMenu } from './table-menu';
import { ANY_TIME, isFixed, type TimeRange } from './time-range';
import { useLog, type FirstPage, type LogCount, type LogPage, type LogSource } from './use-log';
import type { TableLookState } from './use-table-look';
import { ViewsMenu } from './views-menu';
import { useWanted, WantedFilters } from './wanted-filters';
import classes from './log.module.css';

/** What a room is called, and what it says when it has nothing to show. */
export interface LogWords {
  readonly title: string;
  readonly loading: string;
  readonly emptyTitle: string;
  readonly emptyDetail: string;
  readonly emptyAction: ReactNode;
  readonly noMatchTitle: string;
  readonly endTitle: string;
  readonly endDetail: string;
  /** "12 messages" */
  readonly inCount: (count: number) => string;
  /** "more than 10,000 messages" */
  readonly moreThan: (count: number) => string;
}

export interface LogRoomProps<Name extends string, Row, Status extends string> {
  readonly form: LogForm<Name>;
  readonly source: LogSource<Row, Status>;
  readonly facets: (page: LogPage<Row> | undefined) => readonly Facet<Name>[];
  /** Of the filter `status`, in the order of its bars. */
  readonly statuses: readonly StatusLook<Status>[];
  readonly words: LogWords;
  readonly first: FirstPage<Row> | undefined;
  readonly look: TableLookState;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly table: (rows: readonly Row[], isOld: boolean) => ReactNode;
  /** Rows that come in by themselves, in place of pages: how that is switched, and what is shown while it is on. */
  readonly live?: LiveParts<Name, Row>;
}

export interface LiveParts<Name extends string, Row> {
  readonly button: (isOn: boolean, set: (isOn: boolean) => void) => ReactNode;
  readonly rows: (filters: LogFilters<Name>, known: readonly Row[]) => ReactNode;
}

/** A log: what it is narrowed to, when it was, and its rows, the newest first. */
export function LogRoom<Name extends 'status' | (string & {}), Row, Status extends string>(
  props: LogRoomProps<Name | 'status', Row, Status>,
) {
  const { filters, wanted, change } = useUrlFilters(props.form);
  return (
    <WantedFilters filters={wanted}>
      <Room {...({ room: props, filters, change } as unknown as RoomProps)} />
    </WantedFilters>
  );
}

/** Of any log: what is drawn once cannot have types of its own. */
interface RoomProps {
  readonly room: LogRoomProps<'status', unknown, string>;
  readonly filters: LogFilters<'status'>;
  readonly change: (part: Partial<LogFilters<'status'>>) => void;
}

/** Drawn again when what it shows is another, not when that is only asked for. */
const Room = memo(function Room({ room, filters, change }: RoomProps) {
  const { form, source, facets, statuses, words, first, look, columns, table, live } = room;
  const t = useTranslations('log');
  const router = useRouter();
  const log = useLog(form, source, filters, first);
  const zoom = useZoom(filters, change);
  const mayExport = useMay()('messages.export');
  const { page, count, histogram } = log;
  const named = facets(page.data);
  const isLive = live !== undefined && filters.live !== '';
  const isBare = page.data !== undefined && isNothingYet(page.data) && isUnfiltered(form, filters);

  return (
    <Page>
      <PageHeader
        title={words.title}
        actions={
          <>
            {page.dataUpdatedAt > 0 && !isLive ? (
              <span>
                {t.rich('updated', { time: () => <Moment at={new Date(page.dataUpdatedAt).toISOString()} /> })}
              </span>
            ) : null}
            {live === undefined ? null : (
              <LiveSwitch button={live.button} onSet={(isOn) => change({ live: isOn ? '1' : '' })} />
            )}
            <Button
              size="xs"
              loading={page.isFetching && !page.isOfBefore}
              icon={<IconRefresh size={16} aria-hidden />}
              onClick={() => void page.refetch()}
            >
              {t('refresh')}
            </Button>
          </>
        }
      />
      <FilterBar form={form} facets={named} onChange={change}>
        <ViewsMenu
          room={source.room}
          query={form.viewOf(filters)}
          onOpen={(query) => router.push(`/${source.room}${form.addressOfView(query)}`)}
        />
      </FilterBar>
      {isBare ? null : (
        <>
          <HistogramCard
            query={histogram}
            isLastDay={filters.from === '' && filters.to === ''}
            statuses={statuses}
            inCount={words.inCount}
            onStatuses={(status) => change({ status })}
            onZoom={zoom.to}
            onZoomOut={zoom.out}
          />
          <div className={classes.above}>
            <Found count={count} words={words} />
            <div className={classes.tools}>
              <TableMenu look={look} columns={columns} />
              {mayExport ? <ExportMenu room={source.room} query={() => form.apiFilters(filters, Date.now())} /> : null}
            </div>
          </div>
        </>
      )}
      <Fetched
        query={page}
        skeleton={
          <Skeleton label={words.loading}>
            <GhostTable />
          </Skeleton>
        }
      >
        {(shown) =>
          isLive ? (
            live.rows(filters, shown.data)
          ) : (
            <>
              <Rows page={shown} isOld={page.isOfBefore} {...{ form, filters, change, words, table, named }} />
              <Ways page={shown} isNewest={filters.cursor === ''} onGo={change} />
            </>
          )
        }
      </Fetched>
    </Page>
  );
});

function LiveSwitch({ button, onSet }: { button: LiveParts<never, never>['button']; onSet: (isOn: boolean) => void }) {
  return button(useWanted().live !== '', onSet);
}

function isNothingYet({ data, is_partial: isPartial }: LogPage<unknown>): boolean {
  return data.length === 0 && !isPartial;
}

function isUnfiltered<Name extends string>(form: LogForm<Name>, filters: LogFilters<Name>): boolean {
  return form.active(filters).length === 0 && filters.cursor === '';
}

/** How many there are; counting ends somewhere, and says so. */
function Found({ count, words }: { count: LogCount | undefined; words: LogWords }) {
  const t = useTranslations('log');
  if (count === undefined) return <p className={classes.found} />;
  const text = count.is_capped ? words.moreThan(count.count) : words.inCount(count.count);
  return (
    <p className={classes.found} role="status">
      {count.is_partial && !count.is_capped ? t('atLeast', { found: text }) : text}
    </p>
  );
}

interface RowsProps<Name extends string, Row> {
  readonly page: LogPage<Row>;
  readonly isOld: boolean;
  readonly form: LogForm<Name>;
  readonly filters: LogFilters<Name>;
  readonly change: (part: Partial<LogFilters<Name>>) => void;
  readonly words: LogWords;
  readonly named: readonly Facet<Name>[];
  readonly table: (rows: readonly Row[], isOld: boolean) => ReactNode;
}

/** Nothing yet, nothing older, nothing so far and nothing that matches are four different things to hear. */
function Rows<Name extends string, Row>(props: RowsProps<Name, Row>) {
  const { page, isOld, form, filters, change, words, named, table } = props;
  const t = useTranslations('log');
  if (page.data.length > 0) return table(page.data, isOld);
  const active = form.active(filters);
  if (page.is_partial) return null;
  if (active.length === 0 && filters.cursor !== '') return <Empty title={words.endTitle} detail={words.endDetail} />;
  if (active.length === 0) {
    return <Empty title={words.emptyTitle} detail={words.emptyDetail} action={words.emptyAction} />;
  }
  return (
    <NoMatch
      title={words.noMatchTitle}
      filters={active.map((name) => ({
        name,
        label: named.find((facet) => facet.name === name)?.label ?? t('time.title'),
        drop: () => change((name === 'time' ? ANY_TIME : { [name]: [] }) as unknown as Partial<typeof filters>),
      }))}
      onClear={() => change({ ...form.none, live: filters.live })}
    />
  );
}

interface WaysProps {
  readonly page: LogPage<unknown>;
  readonly isNewest: boolean;
  readonly onGo: (place: { readonly cursor: string; readonly direction: '' | 'newer' }) => void;
}

/** On to older rows and back, by the places that the page itself knows. */
function Ways({ page, isNewest, onGo }: WaysProps) {
  const t = useTranslations('log');
  const format = useFormatter();
  const { older_cursor: older, newer_cursor: newer, is_partial: isPartial, searched_to: searchedTo } = page;
  const go = (cursor: string, direction: '' | 'newer') => {
    onGo({ cursor, direction });
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      {isPartial && searchedTo !== null ? (
        <Notice tone="calm" title={t('partialTitle')} role="status">
          <p>
            {t('partialDetail', {
              time: format.dateTime(new Date(searchedTo), { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </p>
          {older === null ? null : (
            <Button size="xs" onClick={() => go(older, '')}>
              {t('continue')}
            </Button>
          )}
        </Notice>
      ) : null}
      {isNewest && older === null ? null : (
        <Turns
          first={isNewest ? undefined : () => go('', '')}
          back={isNewest || newer === null ? undefined : () => go(newer, 'newer')}
          on={older === null ? undefined : () => go(older, '')}
        />
      )}
    </>
  );
}

interface Zoom {
  readonly to: (range: TimeRange) => void;
  readonly out: (() => void) | undefined;
}

/** Every zoom remembers what it came from; a link to a zoomed chart comes from the whole of time. */
function useZoom({ from, to }: TimeRange, go: (range: TimeRange) => void): Zoom {
  const [before, setBefore] = useState<readonly TimeRange[]>([]);
  return {
    to: (range) => {
      setBefore([...before, { from, to }]);
      go(range);
    },
    out: isFixed({ from, to })
      ? () => {
          go(before.at(-1) ?? ANY_TIME);
          setBefore(before.slice(0, -1));
        }
      : undefined,
  };
}
