const KEY = 'codewire-walk';

/** A list as it stood when one of its rows was opened: where it is, and where its rows lead, from the top. */
export interface ListWalk {
  readonly list: string;
  readonly hrefs: readonly string[];
}

/** Where one can go on to from one of the rows. */
export interface Neighbours {
  /** The list with its filters. */
  readonly list: string;
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/**
 * Keeps for this tab by which list a row was reached, when its rows are pages within the room that it stands in. An
 * address has the filters of a list, never a number (`POST messages/number-filters`).
 */
export function noteWalk({ list, hrefs }: ListWalk): void {
  const room = `${list.split('?')[0]}/`;
  if (hrefs.every((href) => href.startsWith(room))) sessionStorage.setItem(KEY, JSON.stringify({ list, hrefs }));
}

/** Whoever signs in next in this tab begins anew. */
export function forgetWalk(): void {
  sessionStorage.removeItem(KEY);
}

export function storedWalk(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Undefined for a page that was not reached by the list that is kept. */
export function neighboursOf(path: string, stored: string | null): Neighbours | undefined {
  const walk = parse(stored);
  const place = walk?.hrefs.indexOf(path) ?? -1;
  if (walk === undefined || place === -1) return undefined;
  return { list: walk.list, previous: walk.hrefs[place - 1], next: walk.hrefs[place + 1] };
}

function parse(stored: string | null): ListWalk | undefined {
  return stored === null ? undefined : (JSON.parse(stored) as ListWalk);
}
