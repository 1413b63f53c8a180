/** How long a page of the log is asked for again: three times, over some two seconds. */
export const LATE = { times: 4, everyMilliseconds: 750 };

/** What is known of the page so far: as TanStack's query keeps it. */
export interface AnsweredSoFar {
  readonly data: { readonly data: readonly unknown[]; readonly is_partial: boolean } | undefined;
  readonly dataUpdateCount: number;
}

/**
 * What is listed is a copy, up to a second behind. Who comes from a send to the messages of its verification asks for what
 * exists: as long as this holds, nothing has come yet, and nobody is told that nothing matches.
 */
export function isLate(filters: object, answered: AnsweredSoFar | undefined): boolean {
  if (!('verification' in filters) || String(filters.verification) === '' || answered?.data === undefined) return false;
  const { data, is_partial: isPartial } = answered.data;
  return data.length === 0 && !isPartial && answered.dataUpdateCount < LATE.times;
}
