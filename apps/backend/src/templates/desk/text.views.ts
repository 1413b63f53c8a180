import type { DraftChange, VersionBrief, VersionView } from '@codewire/contracts';
import type { Template } from './template.store.js';
import type { TextVersion, TextWords } from './text.store.js';

/**
 * What an editor has seen of a text when he has seen all of it: its versions with their reviews, and the settings that it
 * is checked by. No two states have the same: revisions only grow, and no version is ever deleted.
 */
export function textTag(template: Template, versions: readonly TextVersion[]): string {
  return `${template.version}.${versions.reduce((sum, { revision }) => sum + revision, 0)}`;
}

export const draftOf = (versions: readonly TextVersion[]) =>
  versions.find(({ status, origin }) => status === 'draft' && origin === 'admin');

export const updateOf = (versions: readonly TextVersion[]) =>
  versions.find(({ status, origin }) => status === 'draft' && origin === 'built_in');

export const publishedOf = (versions: readonly TextVersion[]) => versions.find(({ status }) => status === 'published');

export function toWords({ body, short_body, transliterates }: DraftChange): TextWords {
  return { body, shortBody: short_body, transliterates };
}

/** Words as the audit and an export tell them. */
export function toWordFacts({ body, shortBody, transliterates }: TextWords) {
  return { body, short_body: shortBody, transliterates };
}

export function toVersionBrief(row: TextVersion): VersionBrief {
  return {
    version: row.version,
    status: row.status,
    origin: row.origin,
    transliterates: row.transliterates,
    made_from: row.madeFrom,
    author: nameOf(row.author),
    created_at: row.createdAt.toISOString(),
    changed_at: row.changedAt.toISOString(),
    publisher: nameOf(row.publisher),
    published_at: row.publishedAt?.toISOString() ?? null,
    is_reviewed: row.reviewedAt !== null,
    reviewer: nameOf(row.reviewer),
    reviewed_at: row.reviewedAt?.toISOString() ?? null,
  };
}

/** As the audit has them operators are named with their address, which is not for everyone who may read texts. */
function nameOf(author: string | null): string | null {
  return author?.replace(/ <[^<>]*>$/, '') ?? null;
}

export function toVersionView(row: TextVersion): VersionView {
  return { ...toVersionBrief(row), body: row.body, short_body: row.shortBody };
}

/** One that need not be there. */
export const toVersionOrNone = (row: TextVersion | undefined) => (row === undefined ? null : toVersionView(row));
