import {
  ApplicationDetail,
  ApplicationList,
  NewKey,
  type ApplicationChange,
  type ApplicationCreate,
  type KeyCreate,
  type KeyRoll,
} from '@codewire/contracts';
import { get, part, patch, post, remove, type ApiCall } from './call';

/** Applications, their rules and their keys. */
export const applicationCalls = {
  applications: (): ApiCall<ApplicationList> => get('applications', ApplicationList),
  application: (id: string): ApiCall<ApplicationDetail> => get(`applications/${part(id)}`, ApplicationDetail),
  createApplication: (body: ApplicationCreate): ApiCall<ApplicationDetail> =>
    post('applications', body, ApplicationDetail),
  changeApplication: (id: string, body: ApplicationChange): ApiCall<ApplicationDetail> =>
    patch(`applications/${part(id)}`, body, ApplicationDetail),
  createKey: (id: string, body: KeyCreate): ApiCall<NewKey> => post(`applications/${part(id)}/keys`, body, NewKey),
  rollKey: (id: string, key: string, body: KeyRoll): ApiCall<NewKey> =>
    post(`applications/${part(id)}/keys/${part(key)}/roll`, body, NewKey),
  revokeKey: (id: string, key: string): ApiCall<undefined> => remove(`applications/${part(id)}/keys/${part(key)}`),
};
