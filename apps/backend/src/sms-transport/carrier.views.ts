import type { CarrierView } from '@codewire/contracts';
import type { CarrierStanding, ListedCarrier } from './carrier-overview.store.js';

/** What leaves the server of a carrier: neither its password nor its private key. */
export function toCarrierView(
  carrier: ListedCarrier,
  { binds, queue }: CarrierStanding,
  receiptIdsLearnt: CarrierView['receipt_ids_learnt'],
): CarrierView {
  return {
    id: carrier.id,
    name: carrier.name,
    is_simulated: carrier.isSimulated,
    status: carrier.status,
    version: carrier.version,
    host: carrier.host,
    port: carrier.port,
    system_id: carrier.systemId,
    system_type: carrier.systemType,
    binds: carrier.binds,
    window_size: carrier.windowSize,
    tps: carrier.tps,
    settings: carrier.settings,
    has_tls_key: carrier.tlsKeySealed !== null,
    password_changed_at: carrier.passwordChangedAt.toISOString(),
    can_restore_password_until: carrier.canRestoreUntil?.toISOString() ?? null,
    receipt_ids_learnt: receiptIdsLearnt,
    routes: carrier.routes,
    bind_states: [...binds],
    queue,
    created_at: carrier.createdAt.toISOString(),
  };
}
