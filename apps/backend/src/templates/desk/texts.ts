import type { Finding } from '@codewire/contracts';
import type { AuditLog, Deed } from '../../audit/audit-log.js';
import type { Sql, Tx } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import { LocaleStore } from '../locales/locale.store.js';
import { tellTextNodes } from '../text-changes.js';
import { checkWords, errorsOf } from './text-checks.js';
import { findSource } from './text-lookup.js';
import { TemplateStore, type Template } from './template.store.js';
import { aboutText } from './template.views.js';
import { TextStore, type TextKey, type TextVersion, type TextWords } from './text.store.js';
import { draftOf, publishedOf, textTag, toWordFacts } from './text.views.js';

/** A text in the state that its author saw, as `textTag` names it. */
export interface SeenText extends TextKey {
  readonly tag: string;
}

export type ChangeTextOutcome =
  | { readonly kind: 'changed' }
  /** Someone else has changed it since. */
  | { readonly kind: 'changed_meanwhile' }
  | { readonly kind: 'unknown_template' }
  | { readonly kind: 'unknown_locale' }
  | { readonly kind: 'unknown_version' }
  | { readonly kind: 'not_a_draft' }
  | { readonly kind: 'checks_failed'; readonly findings: readonly Finding[] };

/** A text of which nobody else changes anything until the transaction ends. */
interface HeldText {
  readonly template: Template;
  readonly tx: Tx;
  readonly store: TextStore;
  readonly versions: readonly TextVersion[];
  /** What forbids these words. */
  faultsOf(words: TextWords): Promise<readonly Finding[]>;
}

/** What was done, for the audit; undefined: nothing had to be. */
type Done = Omit<Deed, 'target' | 'applicationId'> | undefined;
type Refused = Exclude<
  ChangeTextOutcome,
  { kind: 'changed' | 'changed_meanwhile' | 'unknown_template' | 'unknown_locale' }
>;

/**
 * The life of a text in one language: draft, published, superseded. Of two who change it at once the second is told, and
 * nothing of the first is lost. Each change is in the audit, and one of what is sent is on every node within a second.
 */
export class Texts {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /** Takes the place of the draft that there is; of one that was tried, as the next version. */
  save(author: Author, text: SeenText, words: TextWords): Promise<ChangeTextOutcome> {
    return this.change(author, text, async ({ store, versions, faultsOf }) => {
      const draft = draftOf(versions);
      const after = toWordFacts(words);
      if (draft !== undefined && JSON.stringify(toWordFacts(draft)) === JSON.stringify(after)) return undefined;
      const findings = await faultsOf(words);
      if (findings.length > 0) return { kind: 'checks_failed', findings };
      const before = draft && { before: versionFacts(draft) };
      if (draft !== undefined && (await store.rewriteDraft(draft.id, words, author.name))) {
        return { action: 'text.drafted', ...before, after: { version: draft.version, ...after } };
      }
      if (draft !== undefined) await store.discardDraft(draft.id);
      const version = await store.insertDraft(text, words, author.name);
      return { action: 'text.drafted', ...before, after: { version, ...after } };
    });
  }

  discard(author: Author, text: SeenText): Promise<ChangeTextOutcome> {
    return this.change(author, text, async ({ store, versions }) => {
      const draft = draftOf(versions);
      if (draft === undefined) return { kind: 'unknown_version' };
      await store.discardDraft(draft.id);
      return { action: 'text.discarded', before: versionFacts(draft) };
    });
  }

  /** A draft of an operator, or one that an upgrade brought. Settings may have changed since it was saved: it is checked again. */
  publish(
    author: Author,
    text: SeenText,
    { version, isReviewed }: { readonly version: number; readonly isReviewed: boolean },
  ): Promise<ChangeTextOutcome> {
    return this.change(author, text, async ({ tx, store, versions, faultsOf }) => {
      const draft = versions.find((one) => one.version === version);
      if (draft === undefined) return { kind: 'unknown_version' };
      if (draft.status !== 'draft') return { kind: 'not_a_draft' };
      const findings = await faultsOf(draft);
      if (findings.length > 0) return { kind: 'checks_failed', findings };
      await store.publish(text, version, author.name);
      await tellTextNodes(tx);
      const signsOff = isReviewed && draft.reviewedAt === null;
      if (signsOff) await store.signOff(text, version, author.name);
      const after = { ...versionFacts(draft), is_reviewed: isReviewed || draft.reviewedAt !== null };
      return { action: 'text.published', ...beforeOf(versions), after };
    });
  }

  /** A new version with the words of an old one, published at once. What is published already stays as it is. */
  revert(author: Author, text: SeenText, version: number): Promise<ChangeTextOutcome> {
    return this.change(author, text, async ({ tx, store, versions, faultsOf }) => {
      const old = versions.find((one) => one.version === version);
      if (old === undefined || old.status === 'draft') return { kind: 'unknown_version' };
      if (old.status === 'published') return undefined;
      const findings = await faultsOf(old);
      if (findings.length > 0) return { kind: 'checks_failed', findings };
      const made = await store.publishAgain(text, old, author.name);
      await tellTextNodes(tx);
      const after = { ...versionFacts(old), version: made, made_from: version };
      return { action: 'text.reverted', ...beforeOf(versions), after };
    });
  }

  /** Whoever was first stays the reviewer. */
  signOff(author: Author, text: SeenText, version: number): Promise<ChangeTextOutcome> {
    return this.change(author, text, async ({ store, versions }) => {
      const read = versions.find((one) => one.version === version);
      if (read === undefined) return { kind: 'unknown_version' };
      if (read.reviewedAt !== null) return undefined;
      await store.signOff(text, version, author.name);
      return { action: 'text.signed_off', after: versionFacts(read) };
    });
  }

  private change(
    author: Author,
    { tag, ...key }: SeenText,
    work: (text: HeldText) => Promise<Done | Refused>,
  ): Promise<ChangeTextOutcome> {
    return this.sql.transaction(async (tx) => {
      const template = await new TemplateStore(tx).hold(key.templateId);
      if (template === undefined) return { kind: 'unknown_template' };
      if (!(await new LocaleStore(tx).hold(key.locale))) return { kind: 'unknown_locale' };
      const store = new TextStore(tx);
      const versions = await store.listVersions(key);
      if (textTag(template, versions) !== tag) return { kind: 'changed_meanwhile' };
      const faultsOf = async (words: TextWords) =>
        errorsOf(checkWords(template, key.locale, words, await findSource(tx, template, key.locale)));
      const done = await work({ tx, template, store, versions, faultsOf });
      if (done === undefined) return { kind: 'changed' };
      if ('kind' in done) return done;
      await this.audit.append(tx, author, { ...done, ...aboutText(template, key.locale) });
      return { kind: 'changed' };
    });
  }
}

const versionFacts = (row: TextVersion) => ({ version: row.version, ...toWordFacts(row) });

function beforeOf(versions: readonly TextVersion[]) {
  const published = publishedOf(versions);
  return published === undefined ? {} : { before: versionFacts(published) };
}
