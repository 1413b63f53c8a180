import {
  SavedView,
  SavedViewList,
  type SavedViewChange,
  type SavedViewCreate,
  type ViewRoom,
} from '@codewire/contracts';
import { get, part, patch, post, remove, type ApiCall } from './call';

/** Lists with their filters, kept under a name. */
export const viewCalls = {
  views: (room: ViewRoom): ApiCall<SavedViewList> => get(`views?room=${room}`, SavedViewList),
  createView: (body: SavedViewCreate): ApiCall<SavedView> => post('views', body, SavedView),
  changeView: (id: string, body: SavedViewChange): ApiCall<SavedView> => patch(`views/${part(id)}`, body, SavedView),
  deleteView: (id: string): ApiCall<undefined> => remove(`views/${part(id)}`),
};
