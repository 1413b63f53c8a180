import type { MessageInspection, MessagePdus, RelatedMessages } from '@codewire/contracts';
import type { Queryable, Snapshots } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import { isId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import type { CarrierInsight } from '../../platform/ports.js';
import type { LoggedAttempt } from '../message-log.store.js';
import { toDetail } from '../message.views.js';
import { findWhole, readWhole } from '../whole-message.js';
import { findRows } from '../search/search-rows.js';
import { inspectedError } from './inspected-error.js';
import { InspectionStore, type Inspected } from './inspection.store.js';
import { pdusOf } from './message-pdus.js';
import { wholePrice } from './whole-price.js';

export interface MessageInspectorOptions {
  readonly sql: Queryable & Snapshots;
  readonly carriers: CarrierInsight;
  readonly keyring: Keyring;
}

/** Whose messages a reader may see: those of these applications, or null for everyone's. */
type Scope = readonly string[] | null;

/** One message with all that operators see of it. Someone else's is as unknown as one that never was. */
export class MessageInspector {
  constructor(private readonly use: MessageInspectorOptions) {}

  /** What its application reads, and what only operators are told. */
  async read(scope: Scope, messageId: string): Promise<MessageInspection> {
    if (!isId('msg', messageId)) throw new AppError('message.not_found');
    const [found, inspected] = await this.use.sql.snapshot((tx) =>
      Promise.all([findWhole(tx, scope, messageId), new InspectionStore(tx).find(messageId, scope), tx.commit()]),
    );
    if (found === undefined || inspected === undefined) throw new AppError('message.not_found');
    const { message } = found;
    const error = inspectedError(found);
    return {
      ...toDetail(this.use.keyring, found),
      application_id: inspected.applicationId,
      application: inspected.application,
      carrier_id: inspected.carrierId,
      purpose: inspected.purpose,
      sender: inspected.sender,
      template_id: inspected.templateId,
      rule: inspected.ruleId === null ? null : { id: inspected.ruleId, name: inspected.ruleName ?? '' },
      is_simulated: inspected.isSimulated,
      error_code: error.code,
      error_meaning: error.meaning,
      price: this.priceOf(inspected, message.segments),
    };
  }

  /** What nodes still remember of what went to and from its carriers. */
  async pdus(scope: Scope, messageId: string): Promise<MessagePdus> {
    const { sql, carriers } = this.use;
    const { attempts, receipts } = await readWhole(sql, scope, messageId);
    const traces = await Promise.all(
      carriersOf(attempts).map(async ([carrierId, carrier]) => ({
        ...(await carriers.traced(carrierId)),
        carrierId,
        carrier,
      })),
    );
    return pdusOf({ id: messageId, attempts, receipts }, traces);
  }

  async related(scope: Scope, messageId: string): Promise<RelatedMessages> {
    const { sql, keyring } = this.use;
    const store = new InspectionStore(sql);
    const inspected = isId('msg', messageId) ? await store.find(messageId, scope) : undefined;
    if (inspected === undefined) throw new AppError('message.not_found');
    const { verificationId } = inspected;
    const ids = await store.findRelated({ messageId, verificationId, scope });
    const [verification, number] = await Promise.all([
      findRows(sql, keyring, ids.verification),
      findRows(sql, keyring, ids.number),
    ]);
    return { verification, number };
  }

  /** Nothing was paid for one that no carrier was asked to take. */
  private priceOf({ carrierId, numberPrefix }: Inspected, segments: number): MessageInspection['price'] {
    const price = carrierId === null ? undefined : this.use.carriers.priceOf(carrierId, numberPrefix);
    return price === undefined ? null : { amount: wholePrice(price.price, segments), currency: price.currency };
  }
}

/** Each carrier that was asked, once, with its name. */
function carriersOf(attempts: readonly LoggedAttempt[]): [carrierId: string, carrier: string][] {
  return [...new Map(attempts.map(({ carrierId, carrier }) => [carrierId, carrier]))];
}
