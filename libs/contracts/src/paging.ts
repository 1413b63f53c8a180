import { z } from 'zod';

/** Keyset paging: newest first; a cursor is opaque and stays valid while rows come and go. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Most rows on a page'),
  cursor: z.string().max(200).optional().describe('`next_cursor` of the page before'),
});

export function pageOf<Row extends z.ZodType>(row: Row, id: string) {
  return z
    .object({ data: z.array(row), next_cursor: z.string().nullable().describe('null on the last page') })
    .meta({ id });
}
