import {
  PriceImported,
  PricePage,
  RouteExplanation,
  RouteList,
  RouteView,
  SenderList,
  SenderRule,
  type PriceImport,
  type RouteChange,
  type RouteCreate,
  type RouteQuestion,
  type SenderCreate,
} from '@codewire/contracts';
import { get, part, patch, post, put, remove, type ApiCall } from './call';

const prices = (carrier: string) => `carriers/${part(carrier)}/prices`;

/** Which carrier takes what: rules, what carriers ask for it, and under whose name texts go out. */
export const routingCalls = {
  routes: (): ApiCall<RouteList> => get('routes', RouteList),
  createRoute: (body: RouteCreate): ApiCall<RouteView> => post('routes', body, RouteView),
  changeRoute: (id: string, body: RouteChange): ApiCall<RouteView> => patch(`routes/${part(id)}`, body, RouteView),
  deleteRoute: (id: string): ApiCall<undefined> => remove(`routes/${part(id)}`),
  orderRoutes: (ids: readonly string[]): ApiCall<RouteList> => put('routes/order', { ids }, RouteList),
  /** The number is in the body: it belongs in no address and no log. */
  explain: (body: RouteQuestion): ApiCall<RouteExplanation> => post('routes/explain', body, RouteExplanation),

  prices: (carrier: string, query: URLSearchParams): ApiCall<PricePage> =>
    get(`${prices(carrier)}?${query.toString()}`, PricePage),
  importPrices: (carrier: string, body: PriceImport): ApiCall<PriceImported> =>
    post(`${prices(carrier)}/import`, body, PriceImported),

  senders: (): ApiCall<SenderList> => get('senders', SenderList),
  createSender: (body: SenderCreate): ApiCall<SenderRule> => post('senders', body, SenderRule),
  deleteSender: (id: string): ApiCall<undefined> => remove(`senders/${part(id)}`),
};
