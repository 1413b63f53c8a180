import { MESSAGE_STATUSES, type MessageStatus } from '@codewire/contracts';

/** Time windows stay relative in the address, so a link means the same tomorrow. */
export const WINDOWS = ['1h', '24h', '7d'] as const;
type Window = (typeof WINDOWS)[number];

const WINDOW_MILLISECONDS: Record<Window, number> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

const PAGE_SIZE = 50;

/** What the list shows; an empty string is "any". A number is never part of it: addresses end up in histories. */
export interface MessageFilters {
  readonly status: MessageStatus | '';
  readonly country: string;
  readonly language: string;
  readonly carrier: string;
  readonly verification: string;
  readonly since: Window | '';
  /** Where this page starts; empty is the newest. */
  readonly cursor: string;
}

export const NO_FILTERS: MessageFilters = {
  status: '',
  country: '',
  language: '',
  carrier: '',
  verification: '',
  since: '',
  cursor: '',
};

type Read = (name: string) => string | null | undefined;

/** Reads the address; what it cannot mean is dropped rather than sent to the backend. */
export function readFilters(read: Read): MessageFilters {
  return {
    status: oneOf(MESSAGE_STATUSES, read('status')),
    country: matching(/^[A-Z]{2}$/, read('country')),
    language: matching(/^[A-Za-z0-9-]{1,64}$/, read('language')),
    carrier: matching(/^[\w-]{1,64}$/, read('carrier')),
    verification: matching(/^[\w-]{1,64}$/, read('verification')),
    since: oneOf(WINDOWS, read('since')),
    cursor: matching(/^\S{1,200}$/, read('cursor')),
  };
}

/** The address of a list, without what is not filtered: `?status=failed&since=24h`. */
export function writeFilters(filters: MessageFilters): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

/** The same as the admin API asks for it; `now` turns the window into an instant. */
export function apiQuery({ since, ...filters }: MessageFilters, now: number): URLSearchParams {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  for (const [name, value] of Object.entries(filters)) if (value !== '') query.set(name, value);
  if (since !== '') query.set('from', new Date(now - WINDOW_MILLISECONDS[since]).toISOString());
  return query;
}

/** Names of the filters in force; the cursor is a place, not a filter. */
export function activeFilters(filters: MessageFilters): (keyof Omit<MessageFilters, 'cursor'>)[] {
  const names = ['status', 'country', 'language', 'carrier', 'verification', 'since'] as const;
  return names.filter((name) => filters[name] !== '');
}

function oneOf<Value extends string>(values: readonly Value[], value: string | null | undefined): Value | '' {
  return values.find((candidate) => candidate === value) ?? '';
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}
