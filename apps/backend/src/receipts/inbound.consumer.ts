import type { InboundMessage } from '@codewire/sms';
import { isConflict, isServerFault } from '../database/faults.js';
import { GroupCommit } from '../database/group-commit.js';
import type { Sql } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import { sealInbound } from './inbound-seal.js';
import { insertInbound, type NewInbound } from './inbound.store.js';

const MAX_GROUP = 500;
/** As with receipts: the carrier repeats what was refused. */
const PATIENCE_MS = 5_000;

export interface InboundConsumerOptions {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly metrics: Metrics;
  readonly rideAlongMs: number;
}

/** Stores what phones send, sealed, before the carrier hears that we have it. */
export class InboundConsumer {
  private readonly incoming: GroupCommit<NewInbound, void>;

  constructor(private readonly options: InboundConsumerOptions) {
    this.incoming = new GroupCommit({
      run: async (rows) => {
        await options.sql.transaction((tx) => insertInbound(tx, rows));
        return rows.map(() => undefined);
      },
      keyOf: (row) => row.id,
      gapMs: options.rideAlongMs,
      maxRows: MAX_GROUP,
      patienceMs: PATIENCE_MS,
      isFatal: isServerFault,
      isTransient: isConflict,
    });
  }

  /** Resolves when the message is durable. */
  async take(carrierId: string, message: InboundMessage): Promise<void> {
    const sealed = sealInbound(this.options.keyring, { id: newId('inb'), carrierId }, message);
    await this.incoming.add({ ...sealed, reported: null });
    this.options.metrics.linkEvent(carrierId, 'inbound');
  }
}
