import {
  AuditPage,
  CarrierChanged,
  CarrierList,
  CarrierTest,
  CarrierTrace,
  CarrierView,
  CommandStatusList,
  InboundPage,
  UnmatchedPage,
  type CarrierChange,
  type CarrierCreate,
  type CarrierStatusChange,
  type PasswordRotation,
} from '@codewire/contracts';
import { get, part, patch, post, put, remove, type ApiCall } from './call';

const carrier = (id: string) => `carriers/${part(id)}`;
const page = (path: string, query: Readonly<Record<string, string>>) =>
  `${path}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()}`;

/** The accounts that messages leave through: how they stand, how they are set up, and what went over their wires. */
export const carrierCalls = {
  carriers: (): ApiCall<CarrierList> => get('carriers', CarrierList),
  carrier: (id: string): ApiCall<CarrierView> => get(carrier(id), CarrierView),
  createCarrier: (body: CarrierCreate): ApiCall<CarrierView> => post('carriers', body, CarrierView),
  changeCarrier: (id: string, body: CarrierChange): ApiCall<CarrierChanged> => patch(carrier(id), body, CarrierChanged),
  deleteCarrier: (id: string): ApiCall<undefined> => remove(carrier(id)),
  setStatus: (id: string, body: CarrierStatusChange): ApiCall<CarrierView> =>
    put(`${carrier(id)}/status`, body, CarrierView),
  rotatePassword: (id: string, body: PasswordRotation): ApiCall<CarrierView> =>
    post(`${carrier(id)}/password`, body, CarrierView),
  restorePassword: (id: string): ApiCall<CarrierView> => post(`${carrier(id)}/password/restore`, {}, CarrierView),
  testCarrier: (id: string): ApiCall<CarrierTest> => post(`${carrier(id)}/test`, {}, CarrierTest),
  trace: (id: string): ApiCall<CarrierTrace> => get(`${carrier(id)}/trace`, CarrierTrace),
  history: (id: string, cursor: string): ApiCall<AuditPage> =>
    get(page(`${carrier(id)}/history`, { limit: '20', cursor }), AuditPage),

  commandStatuses: (): ApiCall<CommandStatusList> => get('command-statuses', CommandStatusList),
  unmatched: (id: string, cursor: string): ApiCall<UnmatchedPage> =>
    get(page('receipts/unmatched', { carrier: id, limit: '20', cursor }), UnmatchedPage),
  inbound: (id: string, cursor: string): ApiCall<InboundPage> =>
    get(page('inbound', { carrier: id, limit: '20', cursor }), InboundPage),
};
