export const VIEWS = ['rules', 'prices', 'senders'] as const;
export type View = (typeof VIEWS)[number];

export const DEEDS = ['add', 'probe'] as const;

/** What the room shows. A number that is asked about is not here: it belongs in no address. */
export interface RoutingFilters {
  readonly view: View;
  /** Whose prices; empty: the first one's. */
  readonly carrier: string;
  /** Where this page of prices starts. */
  readonly cursor: string;
  /** What is to be done on arrival, as from the palette: a new rule, or the question. */
  readonly do: (typeof DEEDS)[number] | '';
}

type Read = (name: string) => string | null | undefined;

/** Reads the address; what it cannot mean is dropped. */
export function readFilters(read: Read): RoutingFilters {
  return {
    view: VIEWS.find((view) => view === read('view')) ?? 'rules',
    carrier: matching(/^[\w-]{1,40}$/, read('carrier')),
    cursor: matching(/^\S{1,200}$/, read('cursor')),
    do: DEEDS.find((deed) => deed === read('do')) ?? '',
  };
}

/** The address of what is shown: `?view=prices&carrier=car_01`. The list of rules is the room itself. */
export function writeFilters(filters: RoutingFilters): string {
  const set = Object.entries(filters).filter(
    ([name, value]) => value !== '' && !(name === 'view' && value === VIEWS[0]),
  );
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}
