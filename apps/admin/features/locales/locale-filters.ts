export const VIEWS = ['languages', 'countries', 'question', 'coverage', 'transfer'] as const;
export type View = (typeof VIEWS)[number];

export const STATES = ['enabled', 'disabled'] as const;
export const TEXTS = ['own', 'unreviewed', 'none'] as const;
export const MAPS = ['changed', 'other', 'none'] as const;
export const PROBLEMS = ['missing', 'inherited', 'unreviewed', 'errors'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What the room shows; an empty string is "any". */
export interface LocaleFilters {
  readonly view: View;
  /** Searched for, in names and tags. */
  readonly q: string;
  readonly state: (typeof STATES)[number] | '';
  readonly texts: (typeof TEXTS)[number] | '';
  readonly map: (typeof MAPS)[number] | '';
  readonly problem: Problem | '';
  /** Of the question: what a caller would ask for, the number's country, the application. */
  readonly language: string;
  readonly country: string;
  readonly app: string;
}

export const NO_FILTERS = {
  q: '',
  state: '',
  texts: '',
  map: '',
  problem: '',
  language: '',
  country: '',
  app: '',
} as const satisfies Omit<LocaleFilters, 'view'>;

type Read = (name: string) => string | null | undefined;

/** Reads the address; what it cannot mean is dropped. */
export function readFilters(read: Read): LocaleFilters {
  return {
    view: oneOf(VIEWS, read('view')) || 'languages',
    q: read('q')?.slice(0, 60) ?? '',
    state: oneOf(STATES, read('state')),
    texts: oneOf(TEXTS, read('texts')),
    map: oneOf(MAPS, read('map')),
    problem: oneOf(PROBLEMS, read('problem')),
    language: read('language')?.slice(0, 64) ?? '',
    country: matching(/^[A-Z]{2}$/, read('country')),
    app: matching(/^[\w-]{1,40}$/, read('app')),
  };
}

/** The address of what is shown: `?view=countries&q=austria`. The list of languages is the room itself. */
export function writeFilters(filters: LocaleFilters): string {
  const set = Object.entries(filters).filter(
    ([name, value]) => value !== '' && !(name === 'view' && value === VIEWS[0]),
  );
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

function oneOf<Value extends string>(values: readonly Value[], given: string | null | undefined): Value | '' {
  return values.find((value) => value === given) ?? '';
}

function matching(pattern: RegExp, value: string | null | undefined): string {
  return value && pattern.test(value) ? value : '';
}

/** Whether one of the names holds what is searched for, whatever the letters' case and accents. */
export function isFound(q: string, names: readonly string[]): boolean {
  const wanted = plain(q.trim());
  return wanted === '' || names.some((name) => plain(name).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
