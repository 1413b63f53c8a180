import { MOST_FILTER_VALUES } from '@codewire/contracts';
import type { FilterForm } from '../../lib/use-url-filters';
import { absolute, ANY_TIME, readRange, type TimeRange } from './time-range';

const PAGE_SIZE = 50;

/** What values a filter may have: words of a closed list, or whatever looks like that. */
export interface FacetRule {
  readonly is: RegExp | readonly string[];
  /** Only one value makes sense. */
  readonly isSingle?: true;
}

/**
 * What a list shows, as it stands in the address: per filter any of a few values (none: any), a stretch of time, and the
 * place that a page starts from. A number is never part of it, only the opaque id that stands for one: addresses end up
 * in histories.
 */
export type LogFilters<Name extends string> = Readonly<Record<Name, readonly string[]>> & TimeRange & Place;

interface Place {
  /** Empty is the newest. */
  readonly cursor: string;
  readonly direction: '' | 'newer';
  /** New rows come in by themselves. */
  readonly live: '' | '1';
}

const NEWEST: Place = { cursor: '', direction: '', live: '' };

export interface LogForm<Name extends string> extends FilterForm<LogFilters<Name>> {
  readonly names: readonly Name[];
  readonly none: LogFilters<Name>;
  /** As the admin API asks for it, without a place: counts, charts, exports and the live tail. */
  readonly apiFilters: (filters: LogFilters<Name>, now: number) => URLSearchParams;
  /** The same for one page. */
  readonly apiPage: (filters: LogFilters<Name>, now: number) => URLSearchParams;
  /** As a view keeps it: no place, and relative times as they are. */
  readonly viewOf: (filters: LogFilters<Name>) => Record<string, string>;
  /** Where a view leads; of filters that this console does not know nothing is left. */
  readonly addressOfView: (view: Readonly<Record<string, string>>) => string;
  /** Names of the filters in force. */
  readonly active: (filters: LogFilters<Name>) => (Name | 'time')[];
}

export function createLogForm<Name extends string>(
  rules: Readonly<Record<Name, FacetRule>>,
  { hasLive }: { readonly hasLive: boolean },
): LogForm<Name> {
  const names = Object.keys(rules) as Name[];
  const none = { ...emptyOf(names), ...ANY_TIME, ...NEWEST };

  function readFilters(read: (name: string) => string | null): LogFilters<Name> {
    const facets = names.map((name) => [name, readValues(rules[name], read(name))] as const);
    const cursor = matching(/^\S{1,200}$/, read('cursor'));
    return {
      ...none,
      ...Object.fromEntries(facets),
      ...readRange(read('from'), read('to')),
      cursor,
      direction: cursor !== '' && read('direction') === 'newer' ? 'newer' : '',
      live: hasLive && cursor === '' && read('live') === '1' ? '1' : '',
    };
  }

  function viewOf(filters: LogFilters<Name>): Record<string, string> {
    const entries = [
      ...names.map((name) => [name, filters[name].join(',')] as const),
      ['from', filters.from] as const,
      ['to', filters.to] as const,
    ];
    return Object.fromEntries(entries.filter(([, value]) => value !== ''));
  }

  function writeFilters(filters: LogFilters<Name>): string {
    const { cursor, direction, live } = filters;
    const isNewest = cursor === '';
    return addressOf({
      ...viewOf(filters),
      live: isNewest ? live : '',
      cursor,
      direction: isNewest ? '' : direction,
    });
  }

  function addressOfView(view: Readonly<Record<string, string>>): string {
    return writeFilters(readFilters((name) => view[name] ?? null));
  }

  function apiFilters(filters: LogFilters<Name>, now: number): URLSearchParams {
    const { from: _from, to: _to, ...facets } = viewOf(filters);
    return new URLSearchParams({ ...facets, ...absolute(filters, now) });
  }

  function apiPage(filters: LogFilters<Name>, now: number): URLSearchParams {
    const query = apiFilters(filters, now);
    query.set('limit', String(PAGE_SIZE));
    if (filters.cursor !== '') query.set('cursor', filters.cursor);
    if (filters.direction !== '') query.set('direction', filters.direction);
    return query;
  }

  function active(filters: LogFilters<Name>): (Name | 'time')[] {
    const facets = names.filter((name) => filters[name].length > 0);
    return filters.from === '' && filters.to === '' ? facets : [...facets, 'time'];
  }

  return { names, none, readFilters, writeFilters, apiFilters, apiPage, viewOf, addressOfView, active };
}

/** `?status=failed,expired&from=-24h`: without what is not filtered, and readable. */
export function addressOf(query: Readonly<Record<string, string>>): string {
  const set = Object.entries(query).filter(([, value]) => value !== '');
  if (set.length === 0) return '';
  return `?${new URLSearchParams(set).toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/** What an address cannot mean is dropped rather than sent to the backend. */
function readValues({ is, isSingle }: FacetRule, text: string | null | undefined): string[] {
  const isGood = (value: string) => (is instanceof RegExp ? is.test(value) : is.includes(value));
  const values = [...new Set((text ?? '').split(',').filter(isGood))];
  return values.slice(0, isSingle ? 1 : MOST_FILTER_VALUES);
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}

function emptyOf<Name extends string>(names: readonly Name[]): Record<Name, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, readonly string[]>;
}
