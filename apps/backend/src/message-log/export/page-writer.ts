import type { ExportFormat, ExportRow } from './export-formats.js';

/** Where in a list; without a cursor at its begin. */
export interface PagePlace {
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of a list, newest first; `older_cursor` null when nothing is older. */
export interface ExportPage {
  readonly data: readonly ExportRow[];
  readonly older_cursor: string | null;
}

export type ReadPage = (place: PagePlace) => Promise<ExportPage>;

/** A page as it stands in the file. */
export interface WrittenPage {
  readonly text: string;
  readonly rows: number;
  readonly olderCursor: string | null;
}

export type WritePage = (place: PagePlace) => Promise<WrittenPage>;

/** Writes pages one after the other. The database looks for the next one while this one is written and taken. */
export function pageWriter(format: ExportFormat, columns: readonly string[], readPage: ReadPage): WritePage {
  const lookAhead = (place: PagePlace) => ({ place, page: begun(readPage, place) });
  let ahead: ReturnType<typeof lookAhead> | undefined;
  return async (place) => {
    const isAhead = ahead?.place.cursor === place.cursor && ahead?.place.limit === place.limit;
    const { data, older_cursor: olderCursor } = await (isAhead && ahead ? ahead.page : readPage(place));
    ahead = olderCursor === null ? undefined : lookAhead({ limit: place.limit, cursor: olderCursor });
    return { text: format.rows(columns, data), rows: data.length, olderCursor };
  };
}

/** Its failure is heard of by whoever waits for it; nobody does when the export ends before. */
export function begun<Page>(make: (place: PagePlace) => Promise<Page>, place: PagePlace): Promise<Page> {
  // Also what is thrown before there is a promise is heard of there.
  const page = (async () => make(place))();
  page.catch(() => undefined);
  return page;
}
