import type { SavedView, SavedViewChange, SavedViewCreate, SavedViewList, ViewRoom } from '@codewire/contracts';
import type { AuditLog, Deed } from '../../audit/audit-log.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import { newId } from '../../platform/ids.js';
import { isInScope } from '../../platform/signed-in.js';
import { filterWithNumber, holdsNumber } from './held-number.js';
import { SavedViewStore, type NewView, type StoredView } from './saved-view.store.js';

/** Whose views they are, and of which applications he may see things (null: of all). */
export interface Viewer {
  readonly id: string;
  readonly scope: readonly string[] | null;
  readonly author: Author;
}

/**
 * Lists that operators keep under a name, for themselves or for all who may read the list. What others come to see, and
 * what is taken from them, is in the audit; what someone keeps for himself is not.
 */
export class SavedViews {
  constructor(
    private readonly sql: Sql,
    private readonly auditLog: AuditLog,
  ) {}

  /** His own first. A shared one that names an application out of his reach is not there for him. */
  async list({ id, scope }: Viewer, room: ViewRoom): Promise<SavedViewList> {
    const views = await new SavedViewStore(this.sql).list(id, room);
    return { data: views.filter((view) => isForReaderOf(scope, id, view)).map((view) => toSavedView(id, view)) };
  }

  async create(viewer: Viewer, { is_shared: isShared, ...given }: SavedViewCreate): Promise<SavedView> {
    const view: NewView = { ...given, isShared, id: newId('svw'), operatorId: viewer.id };
    assertHoldsNoNumber(view);
    return this.change(viewer, async (tx, store) => {
      const outcome = await store.insert(view);
      if (outcome === 'no_place') throw new AppError('view.too_many');
      if (outcome === 'name_taken') throw new AppError('view.name_taken', { field: 'name' });
      const made = await this.find(store, viewer, view.id);
      if (isShared) await this.auditLog.append(tx, viewer.author, shared(undefined, made));
      return toSavedView(viewer.id, made);
    });
  }

  /** From the version that he saw. */
  edit(viewer: Viewer, id: string, { version, is_shared, ...given }: SavedViewChange): Promise<SavedView> {
    return this.change(viewer, async (tx, store) => {
      const before = await this.find(store, viewer, id);
      if (before.version !== version) throw new AppError('view.changed');
      const wanted = { ...before, ...given, isShared: is_shared ?? before.isShared };
      assertHoldsNoNumber(wanted);
      if (isSame(before, wanted)) return toSavedView(viewer.id, before);
      if (!(await store.change(wanted))) throw new AppError('view.name_taken', { field: 'name' });
      const after = await this.find(store, viewer, id);
      const deed = deedOf(before, after);
      if (deed !== undefined) await this.auditLog.append(tx, viewer.author, deed);
      return toSavedView(viewer.id, after);
    });
  }

  delete(viewer: Viewer, id: string): Promise<void> {
    return this.change(viewer, async (tx, store) => {
      const view = await this.find(store, viewer, id);
      await store.delete(id);
      if (view.isShared) await this.auditLog.append(tx, viewer.author, withdrawn(view));
    });
  }

  private change<Result>(viewer: Viewer, work: (tx: Tx, store: SavedViewStore) => Promise<Result>): Promise<Result> {
    return this.sql.transaction(async (tx) => {
      const store = new SavedViewStore(tx);
      await store.hold(viewer.id);
      return work(tx, store);
    }, FOR_A_CALLER);
  }

  private async find(store: SavedViewStore, viewer: Viewer, id: string): Promise<StoredView> {
    const view = await store.find(viewer.id, id);
    if (view === undefined) throw new AppError('view.not_found');
    return view;
  }
}

function isForReaderOf(scope: Viewer['scope'], readerId: string, { operatorId, query }: StoredView): boolean {
  const named = query['application']?.split(',').filter((id) => id !== '') ?? [];
  return operatorId === readerId || named.every((id) => isInScope(scope, id));
}

function assertHoldsNoNumber({ name, query }: Pick<StoredView, 'name' | 'query'>): void {
  const filter = filterWithNumber(query);
  const field = filter === undefined ? (holdsNumber(name) ? 'name' : undefined) : `query.${filter}`;
  if (field === undefined) return;
  throw new AppError('request.invalid', { field, errors: [{ field, reason: 'malformed' }] });
}

/** What others come to see, or see no more; undefined when neither. */
function deedOf(before: StoredView, after: StoredView): Deed | undefined {
  if (after.isShared) return shared(before.isShared ? before : undefined, after);
  return before.isShared ? withdrawn(before) : undefined;
}

const shared = (before: StoredView | undefined, after: StoredView): Deed => ({
  action: 'view.shared',
  target: targetOf(after),
  ...(before !== undefined && { before: factsOf(before) }),
  after: factsOf(after),
});

const withdrawn = (view: StoredView): Deed => ({
  action: 'view.withdrawn',
  target: targetOf(view),
  before: factsOf(view),
});

const targetOf = ({ id, name }: StoredView) => ({ kind: 'view', id, name }) as const;
const factsOf = ({ room, name, query }: StoredView) => ({ room, name, query });

function isSame(one: StoredView, other: StoredView): boolean {
  const textOf = ({ isShared, name, query }: StoredView) =>
    JSON.stringify([isShared, name, Object.entries(query).sort()]);
  return textOf(one) === textOf(other);
}

function toSavedView(readerId: string, view: StoredView): SavedView {
  return {
    id: view.id,
    room: view.room,
    name: view.name,
    query: { ...view.query },
    is_shared: view.isShared,
    version: view.version,
    author: view.author,
    is_own: view.operatorId === readerId,
    changed_at: view.changedAt.toISOString(),
  };
}
