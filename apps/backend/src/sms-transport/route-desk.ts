import type {
  RouteChange,
  RouteCreate,
  RouteExplanation,
  RouteList,
  RouteOrder,
  RouteQuestion,
  RouteView,
} from '@codewire/contracts';
import { maskNumber, parsePhone } from '@codewire/otp';
import type { ApplicationStore } from '../applications/application.store.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { numberRefusal } from '../platform/number-refusal.js';
import type { BindLeaseStore } from './bind-lease.store.js';
import type { CarrierStore } from './carrier.store.js';
import type { Unknown } from './references.js';
import { reachOf } from './reach.js';
import type { RouteBook } from './route-book.js';
import { assertEachOnce, assertPrefix, readCountry } from './rule-input.js';
import type { Route, RouteSettings, RouteStore } from './route.store.js';
import { toRouteFacts, toRouteList, toRouteSettings, type RouteFacts } from './route.views.js';
import type { Routes } from './routes.js';

export interface RouteDeskOptions {
  readonly routes: Routes;
  readonly store: Pick<RouteStore, 'listRoutes'>;
  readonly carriers: Pick<CarrierStore, 'listCarriers'>;
  readonly applications: Pick<ApplicationStore, 'findApplication'>;
  readonly book: Pick<RouteBook, 'explain'>;
  readonly binds: Pick<BindLeaseStore, 'listHeld'>;
}

/** What operators do with routes. */
export class RouteDesk {
  constructor(private readonly use: RouteDeskOptions) {}

  async list(): Promise<RouteList> {
    const [routes, carriers] = await Promise.all([this.use.store.listRoutes(), this.use.carriers.listCarriers()]);
    return toRouteList(routes, carriers);
  }

  async create(author: Author, { before, ...facts }: RouteCreate): Promise<RouteView> {
    const outcome = await this.use.routes.create(author, readSettings(facts), before);
    switch (outcome.kind) {
      case 'made':
        return this.read(outcome.id);
      case 'unknown':
        throw new AppError('route.not_found', { field: 'before' });
      case 'too_many':
        throw new AppError('route.too_many');
      case 'unknown_reference':
        throw unknownRefusal(outcome.unknown);
    }
  }

  /** A change is judged with what it leaves as it is: a prefix may fit the country that it is given with only. */
  async change(author: Author, id: string, { version, ...changes }: RouteChange): Promise<RouteView> {
    const settings = readSettings({ ...toRouteFacts(await this.find(id)), ...changes });
    const outcome = await this.use.routes.change(author, { id, version }, settings);
    switch (outcome.kind) {
      case 'changed':
        return this.read(id);
      case 'changed_meanwhile':
        throw new AppError('route.changed');
      case 'unknown':
        throw new AppError('route.not_found');
      case 'unknown_reference':
        throw unknownRefusal(outcome.unknown);
    }
  }

  async delete(author: Author, id: string): Promise<void> {
    const { kind } = await this.use.routes.delete(author, id);
    if (kind === 'unknown') throw new AppError('route.not_found');
  }

  async order(author: Author, { ids }: RouteOrder): Promise<RouteList> {
    const { kind } = await this.use.routes.order(author, ids);
    if (kind === 'incomplete') throw new AppError('route.order_incomplete');
    return this.list();
  }

  /** The number is read as a start reads it, and no more of it is answered than a rule can tell. */
  async explain({ number, country, application_id: id }: RouteQuestion): Promise<RouteExplanation> {
    const phone = parsePhone(number, country === undefined ? {} : { country: country.toUpperCase() });
    if (phone.kind === 'refused') throw numberRefusal(phone.reason);
    const application = await this.use.applications.findApplication(id);
    if (application?.id !== id) throw new AppError('application.not_found', { field: 'application_id' });
    const { country: itsCountry, prefix } = phone;
    const isSimulatedOnly = application.isTest || phone.isFictional;
    const destination = { applicationId: id, country: itsCountry, numberPrefix: prefix, isSimulatedOnly };
    const reach = reachOf(await this.use.binds.listHeld());
    return {
      number: { masked: maskNumber(phone.number), country: itsCountry, prefix },
      ...this.use.book.explain(destination, reach),
    };
  }

  private async find(id: string): Promise<Route> {
    const route = (await this.use.store.listRoutes()).find((one) => one.id === id);
    if (route === undefined) throw new AppError('route.not_found');
    return route;
  }

  private async read(id: string): Promise<RouteView> {
    const view = (await this.list()).data.find((one) => one.id === id);
    if (view === undefined) throw new AppError('route.not_found');
    return view;
  }
}

function readSettings(facts: RouteFacts): RouteSettings {
  const country = readCountry(facts.country);
  assertPrefix(facts.prefix, country);
  assertEachOnce(facts.carriers);
  return toRouteSettings({ ...facts, country });
}

function unknownRefusal(unknown: Unknown): AppError {
  if (unknown.kind === 'application') return new AppError('application.not_found', { field: 'application_id' });
  return new AppError('route.carrier_unknown', { field: `carriers.${unknown.place}.id` });
}
