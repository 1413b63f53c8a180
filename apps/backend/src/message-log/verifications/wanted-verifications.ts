import type { VerificationFilters } from '@codewire/contracts';
import { timeOf, type SoughtNumber } from '../search/wanted.js';

/** Whose verifications a reader may see: those of these applications, or null for everyone's. */
export type Scope = readonly string[] | null;

/** What is looked for; null: whatever. Of several values any will do. */
export interface WantedVerifications {
  readonly status: readonly string[] | null;
  readonly country: readonly string[] | null;
  readonly application: readonly string[] | null;
  readonly purpose: readonly string[] | null;
  readonly number: SoughtNumber | null;
}

/** A place in the list: when a verification began, to the microsecond, and its id. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

/** A stretch of the list: everything between two places, neither of them in it. */
export interface Stretch {
  readonly after: Place;
  readonly before: Place;
}

/** Undefined where nothing can be found: another's applications alone. */
export function wantedOf(
  scope: Scope,
  { status, country, application, purpose }: VerificationFilters,
  number: SoughtNumber | null,
): WantedVerifications | undefined {
  const applications = within(scope, application?.filter((id) => !id.includes('\0')) ?? null);
  if (applications?.length === 0) return undefined;
  return {
    status: status ?? null,
    country: country ?? null,
    application: applications,
    purpose: purpose ?? null,
    number,
  };
}

/** An id is never empty: before the first of a moment, and so behind the last of the one before. */
export function stretchOf({ from, to }: Pick<VerificationFilters, 'from' | 'to'>): Stretch {
  return {
    after: { at: from === undefined ? '-infinity' : plain(from), id: '' },
    before: { at: to === undefined ? 'infinity' : plain(to), id: '' },
  };
}

/** In UTC, and of years that are in use: PostgreSQL refuses zones and years that ISO 8601 has. */
const plain = (time: string) => new Date(timeOf(time)).toISOString();

function within(scope: Scope, asked: readonly string[] | null): readonly string[] | null {
  if (scope === null) return asked;
  return asked === null ? scope : asked.filter((id) => scope.includes(id));
}
