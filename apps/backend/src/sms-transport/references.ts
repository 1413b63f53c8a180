import { ApplicationStore } from '../applications/application.store.js';
import type { Statement, Tx } from '../database/sql.js';

/** What a rule can name. */
interface References {
  readonly applicationId: string | null;
  readonly carrierIds: readonly string[];
}

/** Something that is not there; of carriers the first, by its place. */
export type Unknown = { readonly kind: 'application' } | { readonly kind: 'carrier'; readonly place: number };

// A carrier that is named stays until this transaction ends.
const HOLD_CARRIERS: Statement = {
  name: 'reference_hold_carriers',
  text: `select id from carrier where id = any ($1) for key share`,
};

/** What of all that is named does not exist; the rest does until this transaction ends. */
export async function findUnknown(tx: Tx, { applicationId, carrierIds }: References): Promise<Unknown | undefined> {
  if (applicationId !== null) {
    const application = await new ApplicationStore(tx).findApplication(applicationId);
    if (application?.id !== applicationId) return { kind: 'application' };
  }
  const held = await tx.rows<{ id: string }>(HOLD_CARRIERS, [carrierIds]);
  const known = new Set(held.map(({ id }) => id));
  const place = carrierIds.findIndex((id) => !known.has(id));
  return place < 0 ? undefined : { kind: 'carrier', place };
}
