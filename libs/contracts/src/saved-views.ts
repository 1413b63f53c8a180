import { z } from 'zod';
import { composed } from './formats.js';

/** The rooms whose lists can be kept as views. */
export const VIEW_ROOMS = ['messages', 'verifications'] as const;
export const ViewRoom = z.enum(VIEW_ROOMS);
export type ViewRoom = z.infer<typeof ViewRoom>;

/** Views that one operator may keep, over all rooms. */
export const MOST_VIEWS = 50;

const ViewName = composed(60)
  .trim()
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u);

/** The filters as they stand in the room's URL; times may be relative (`-24h`), and stay so. */
const ViewQuery = z
  .record(
    z.string().regex(/^[a-z_]{1,30}$/),
    z
      .string()
      .max(2_000)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u),
  )
  .refine((query) => Object.keys(query).length <= 30, { message: 'at most 30 filters' });

const given = { name: ViewName, query: ViewQuery, is_shared: z.boolean() };

/** A list with its filters, under a name; `is_shared`: everybody who may read the list sees it. */
export const SavedView = z.object({
  ...given,
  id: z.string(),
  room: ViewRoom,
  version: z.int(),
  author: z.string().describe('Their name'),
  is_own: z.boolean(),
  changed_at: z.iso.datetime(),
});
export type SavedView = z.infer<typeof SavedView>;

/** `GET views?room=messages`: one's own first, then those that others share, by name. */
export const SavedViewQuery = z.strictObject({ room: ViewRoom });
export type SavedViewQuery = z.infer<typeof SavedViewQuery>;
export const SavedViewList = z.object({ data: z.array(SavedView) });
export type SavedViewList = z.infer<typeof SavedViewList>;

/** `POST views` answers a SavedView. */
export const SavedViewCreate = z.strictObject({ ...given, room: ViewRoom });
export type SavedViewCreate = z.infer<typeof SavedViewCreate>;

/** `PATCH views/:id`: one's own only. */
export const SavedViewChange = z.strictObject({
  version: z.int(),
  name: given.name.optional(),
  query: given.query.optional(),
  is_shared: given.is_shared.optional(),
});
export type SavedViewChange = z.infer<typeof SavedViewChange>;
