import { AUDIT_ACTIONS, type AuditAction } from '@codewire/contracts';
import { endOfDay, readDay, startOfDay } from './zoned-day';

const PAGE_SIZE = 50;

/** Which entries the list shows; an empty string is "any". */
export interface AuditFilters {
  readonly action: AuditAction | '';
  /** Id of who did it. */
  readonly actor: string;
  /** Id of what it was done to. */
  readonly target: string;
  /** Days of the viewer's calendar, both included. */
  readonly from: string;
  readonly to: string;
  /** Where this page starts; empty is the newest. */
  readonly cursor: string;
}

export const NO_FILTERS: AuditFilters = { action: '', actor: '', target: '', from: '', to: '', cursor: '' };

type Read = (name: string) => string | null | undefined;

/** Reads the address; what it cannot mean is dropped rather than sent to the backend. */
export function readFilters(read: Read): AuditFilters {
  return {
    action: AUDIT_ACTIONS.find((action) => action === read('action')) ?? '',
    actor: matching(/^[\w-]{1,40}$/, read('actor')),
    target: matching(/^[\w-]{1,80}$/, read('target')),
    from: readDay(read('from') ?? '') ?? '',
    to: readDay(read('to') ?? '') ?? '',
    cursor: matching(/^\S{1,200}$/, read('cursor')),
  };
}

/** The address of a list, without what is not filtered: `?action=key.created&from=2026-11-20`. */
export function writeFilters(filters: AuditFilters): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

/** The same as the admin API asks for it, without a place: also what an export is of. */
export function apiFilters({ cursor: _place, from, to, ...rest }: AuditFilters, timeZone: string): URLSearchParams {
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  if (from !== '') query.set('from', startOfDay(from, timeZone).toISOString());
  if (to !== '') query.set('to', endOfDay(to, timeZone).toISOString());
  return query;
}

export function apiQuery(filters: AuditFilters, timeZone: string): URLSearchParams {
  const query = apiFilters(filters, timeZone);
  query.set('limit', String(PAGE_SIZE));
  if (filters.cursor !== '') query.set('cursor', filters.cursor);
  return query;
}

/** Names of the filters in force; the cursor is a place, not a filter. */
export function activeFilters(filters: AuditFilters): (keyof Omit<AuditFilters, 'cursor'>)[] {
  const names = ['action', 'actor', 'target', 'from', 'to'] as const;
  return names.filter((name) => filters[name] !== '');
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}
