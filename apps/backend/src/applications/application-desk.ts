import type {
  ApplicationChange,
  ApplicationCreate,
  ApplicationDetail,
  ApplicationList,
  KeyCreate,
  NewKey,
  OverlapHours,
} from '@codewire/contracts';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { isInScope } from '../platform/signed-in.js';
import type { ApiKeyStore } from './api-key.store.js';
import { readAddresses, readChange, readExpiry, readLanguage, readScopes } from './application-input.js';
import type { ApplicationStore, ListedApplication } from './application.store.js';
import { toApplicationView, toKeyView } from './application.views.js';
import type { Applications } from './applications.js';
import type { Keys } from './keys.js';

export interface ApplicationDeskOptions {
  readonly store: ApplicationStore;
  readonly keyStore: ApiKeyStore;
  readonly applications: Applications;
  readonly keys: Keys;
}

/** Whose applications an operator may see: those with these ids, or null for all. */
type Scope = readonly string[] | null;

/** A key, and the application that it must belong to. */
export interface NamedKey {
  readonly applicationId: string;
  readonly keyId: string;
}

/** What operators do with applications and keys. Those out of their scope are as unknown as those that never were. */
export class ApplicationDesk {
  constructor(private readonly use: ApplicationDeskOptions) {}

  async list(scope: Scope): Promise<ApplicationList> {
    return { data: (await this.use.store.listInFull(scope)).map(toApplicationView) };
  }

  async read(scope: Scope, id: string): Promise<ApplicationDetail> {
    const application = await this.find(scope, id);
    return { ...toApplicationView(application), keys: (await this.use.keyStore.listKeys(id)).map(toKeyView) };
  }

  async create(author: Author, { is_test: isTest, ...input }: ApplicationCreate): Promise<ApplicationDetail> {
    const { name, sender } = input;
    const defaultLanguage = readLanguage(input.default_language);
    const made = await this.use.applications.create(author, { name, sender, defaultLanguage, isTest });
    if (made.kind === 'name_taken') throw new AppError('application.name_taken', { field: 'name' });
    return this.read(null, made.id);
  }

  async change(scope: Scope, author: Author, id: string, input: ApplicationChange): Promise<ApplicationDetail> {
    await this.find(scope, id);
    const outcome = await this.use.applications.change(author, id, readChange(input));
    switch (outcome.kind) {
      case 'changed':
        return this.read(scope, id);
      case 'changed_meanwhile':
        throw new AppError('application.changed');
      case 'name_taken':
        throw new AppError('application.name_taken', { field: 'name' });
      case 'unknown':
        throw new AppError('application.not_found');
    }
  }

  async createKey(scope: Scope, author: Author, applicationId: string, input: KeyCreate): Promise<NewKey> {
    const settings = {
      name: input.name,
      scopes: readScopes(input.scopes),
      addresses: readAddresses(input.addresses),
      expiresAt: readExpiry(input.expires_at),
    };
    const made = await this.use.keys.create(author, await this.find(scope, applicationId), settings);
    if (made.kind === 'expiry_refused') {
      throw new AppError('request.invalid', {
        field: 'expires_at',
        errors: [{ field: 'expires_at', reason: 'not_ahead' }],
      });
    }
    return { key: made.key, view: toKeyView(made.row) };
  }

  async rollKey(scope: Scope, author: Author, named: NamedKey, overlapHours: OverlapHours): Promise<NewKey> {
    await this.findKey(scope, named);
    const rolled = await this.use.keys.roll(author, named.keyId, overlapHours);
    if (rolled.kind !== 'made') throw new AppError(rolled.kind === 'ended' ? 'key.ended' : 'key.not_found');
    return { key: rolled.key, view: toKeyView(rolled.row) };
  }

  /** Revoking twice is what one does in haste: the second time nothing happens. */
  async revokeKey(scope: Scope, author: Author, named: NamedKey): Promise<void> {
    await this.findKey(scope, named);
    const { kind } = await this.use.keys.revoke(author, named.keyId);
    if (kind === 'unknown') throw new AppError('key.not_found');
  }

  private async find(scope: Scope, id: string): Promise<ListedApplication> {
    const [application] = isInScope(scope, id) ? await this.use.store.listInFull([id]) : [];
    if (application === undefined) throw new AppError('application.not_found');
    return application;
  }

  private async findKey(scope: Scope, { applicationId, keyId }: NamedKey): Promise<void> {
    await this.find(scope, applicationId);
    const key = await this.use.keyStore.readKey(keyId);
    if (key?.applicationId !== applicationId) throw new AppError('key.not_found');
  }
}
