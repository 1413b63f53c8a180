import type {
  AuditPage,
  CarrierChange,
  CarrierChanged,
  CarrierCreate,
  CarrierList,
  CarrierStatus,
  CarrierTest,
  CarrierTrace,
  CarrierView,
  PageQuery,
  PasswordRotation,
} from '@codewire/contracts';
import type { z } from 'zod';
import type { AuditReader } from '../audit/audit-reader.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { isId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import type { LearntForms } from '../platform/ports.js';
import { accountOf } from './carrier-account.js';
import type { CarrierCheck } from './carrier-check.js';
import { IDLE, type CarrierOverviewStore, type ListedCarrier } from './carrier-overview.store.js';
import { toCarrierView } from './carrier.views.js';
import type { CarrierChanges, CarrierRefusal, Carriers } from './carriers.js';

export interface CarrierDeskOptions {
  readonly store: CarrierOverviewStore;
  readonly carriers: Carriers;
  readonly keyring: Keyring;
  readonly check: CarrierCheck;
  readonly audit: AuditReader;
  readonly forms: LearntForms;
  readonly askTrace: (carrierId: string) => Promise<CarrierTrace>;
}

/** What operators do with carriers. */
export class CarrierDesk {
  constructor(private readonly use: CarrierDeskOptions) {}

  async list(): Promise<CarrierList> {
    return { data: await this.views(await this.use.store.list()) };
  }

  async read(id: string): Promise<CarrierView> {
    return this.view(await this.find(id));
  }

  async create(author: Author, input: CarrierCreate): Promise<CarrierView> {
    const { password, tls_key: tlsKey, name, host, port, binds, tps, settings } = input;
    const made = await this.use.carriers.create(author, {
      name,
      host,
      port,
      binds,
      tps,
      settings,
      password,
      tlsKey,
      systemId: input.system_id,
      systemType: input.system_type,
      windowSize: input.window_size,
    });
    if (made.kind !== 'made') throw refusalOf(made);
    return this.read(made.id);
  }

  async change(author: Author, id: string, input: CarrierChange): Promise<CarrierChanged> {
    const { version: madeFrom, dry_run: isDryRun } = input;
    const outcome = await this.use.carriers.change(author, id, { madeFrom, isDryRun, ...readChange(input) });
    if (outcome.kind !== 'changed') throw refusalOf(outcome);
    const now = await this.find(id);
    const carrier = isDryRun ? { ...now, ...outcome.carrier } : now;
    return { carrier: await this.view(carrier), rebinds: outcome.rebinds };
  }

  async setStatus(author: Author, id: string, status: CarrierStatus): Promise<CarrierView> {
    const outcome = await this.use.carriers.setStatus(author, id, status);
    if (outcome.kind !== 'set') throw refusalOf(outcome);
    return this.read(id);
  }

  async rotatePassword(author: Author, id: string, input: PasswordRotation): Promise<CarrierView> {
    const { password, without_test: withoutTest } = input;
    const outcome = await this.use.carriers.rotatePassword(author, id, { password, withoutTest });
    if (outcome.kind !== 'rotated') throw refusalOf(outcome);
    return this.read(id);
  }

  async restorePassword(author: Author, id: string): Promise<CarrierView> {
    const outcome = await this.use.carriers.restorePassword(author, id);
    if (outcome.kind !== 'restored') throw refusalOf(outcome);
    return this.read(id);
  }

  async delete(author: Author, id: string): Promise<void> {
    const outcome = await this.use.carriers.delete(author, id);
    if (outcome.kind !== 'deleted') throw refusalOf(outcome);
  }

  /** With the settings as they are; the binds that are up are not touched. */
  async test(id: string): Promise<CarrierTest> {
    const account = accountOf(this.use.keyring, await this.find(id));
    if (account === undefined) throw sealedOtherwise();
    return this.use.check(account);
  }

  async trace(id: string): Promise<CarrierTrace> {
    await this.find(id);
    return this.use.askTrace(id);
  }

  async history(id: string, query: z.infer<typeof PageQuery>): Promise<AuditPage> {
    await this.find(id);
    return this.use.audit.list({ ...query, target: id });
  }

  private async find(id: string): Promise<ListedCarrier> {
    const carrier = isId('car', id) ? await this.use.store.find(id) : undefined;
    if (carrier === undefined) throw new AppError('carrier.not_found');
    return carrier;
  }

  private async view(carrier: ListedCarrier): Promise<CarrierView> {
    const [view] = await this.views([carrier]);
    if (view === undefined) throw new Error('a carrier without a view');
    return view;
  }

  private async views(carriers: readonly ListedCarrier[]): Promise<CarrierView[]> {
    const [standings, learnt] = await Promise.all([this.use.store.standings(), this.use.forms.learntForms()]);
    return carriers.map((one) => toCarrierView(one, standings.get(one.id) ?? IDLE, learnt.get(one.id) ?? null));
  }
}

function readChange(input: CarrierChange): CarrierChanges {
  const { name, host, port, binds, tps, settings, tls_key: tlsKey } = input;
  const { system_id: systemId, system_type: systemType, window_size: windowSize } = input;
  const named = { name, host, port, binds, tps, settings, tlsKey, systemId, systemType, windowSize };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function refusalOf(outcome: CarrierRefusal): AppError {
  switch (outcome.kind) {
    case 'unknown':
      return new AppError('carrier.not_found');
    case 'simulated':
      return new AppError('carrier.simulated');
    case 'name_taken':
      return new AppError('carrier.name_taken', { field: 'name' });
    case 'tls_invalid':
      return new AppError('carrier.tls_invalid', { field: outcome.field });
    case 'changed_meanwhile':
      return new AppError('carrier.changed');
    case 'in_use':
      return new AppError('carrier.in_use');
    case 'not_kept':
      return new AppError('carrier.no_previous_password');
    case 'sealed_otherwise':
      return sealedOtherwise();
    case 'test_failed': {
      const failed = outcome.test.steps.find((step) => step.outcome === 'failed');
      return new AppError('carrier.test_failed', { field: 'password', values: { cause: failed?.detail ?? '' } });
    }
  }
}

/** A fault of the set-up: the processes of one system share one keyring. */
const sealedOtherwise = () =>
  new AppError('service.internal', { cause: new Error('the keyring does not open the secrets of this carrier') });
