import {
  OneTimeLink,
  OperatorRow,
  SessionList,
  Team,
  type Invite,
  type OperatorChange,
  type ResetRequest,
} from '@codewire/contracts';
import { get, part, patch, post, remove, type ApiCall } from './call';

/** The people of the console, as those who look after them see them. */
export const teamCalls = {
  team: (): ApiCall<Team> => get('team', Team),
  invite: (body: Invite): ApiCall<OneTimeLink> => post('team/invitations', body, OneTimeLink),
  withdrawInvitation: (id: string): ApiCall<undefined> => remove(`team/invitations/${part(id)}`),
  changeOperator: (id: string, body: OperatorChange): ApiCall<OperatorRow> =>
    patch(`team/operators/${part(id)}`, body, OperatorRow),
  removeOperator: (id: string): ApiCall<undefined> => remove(`team/operators/${part(id)}`),
  resetOperator: (id: string, body: ResetRequest): ApiCall<OneTimeLink> =>
    post(`team/operators/${part(id)}/reset`, body, OneTimeLink),
  sessionsOf: (id: string): ApiCall<SessionList> => get(`team/operators/${part(id)}/sessions`, SessionList),
  endSessionsOf: (id: string): ApiCall<undefined> => remove(`team/operators/${part(id)}/sessions`),
  endSessionOf: (id: string, session: string): ApiCall<undefined> =>
    remove(`team/operators/${part(id)}/sessions/${part(session)}`),
};
