import type { MessageInspection, MessagePdus, RelatedMessages } from '@codewire/contracts';
import type { Queryable } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import { isId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import type { CarrierInsight } from '../../platform/ports.js';
import type { LoggedAttempt, MessageLogStore } from '../message-log.store.js';
import { toDetail } from '../message.views.js';
import { findRows } from '../search/search-rows.js';
import { inspectedError } from './inspected-error.js';
import type { Inspected, InspectionStore } from './inspection.store.js';
import { pdusOf } from './message-pdus.js';
import { wholePrice } from './whole-price.js';

export interface MessageInspectorOptions {
  readonly sql: Queryable;
  readonly log: MessageLogStore;
  readonly store: InspectionStore;
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
    const { log, store, keyring } = this.use;
    if (!isId('msg', messageId)) throw new AppError('message.not_found');
    const [message, inspected, attempts, receipts] = await Promise.all([
      log.find(messageId, scope),
      store.find(messageId, scope),
      log.listAttempts(messageId),
      log.listReceipts(messageId),
    ]);
    if (message === undefined || inspected === undefined) throw new AppError('message.not_found');
    const error = inspectedError(message, attempts, receipts);
    return {
      ...toDetail(keyring, message, attempts, receipts),
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
    const { log, carriers } = this.use;
    await this.find(scope, messageId);
    const [attempts, receipts] = await Promise.all([log.listAttempts(messageId), log.listReceipts(messageId)]);
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
    const { sql, store, keyring } = this.use;
    const { verificationId } = await this.find(scope, messageId);
    const ids = await store.findRelated({ messageId, verificationId, scope });
    const [verification, number] = await Promise.all([
      findRows(sql, keyring, ids.verification),
      findRows(sql, keyring, ids.number),
    ]);
    return { verification, number };
  }

  private async find(scope: Scope, messageId: string): Promise<Inspected> {
    const found = isId('msg', messageId) ? await this.use.store.find(messageId, scope) : undefined;
    if (found === undefined) throw new AppError('message.not_found');
    return found;
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
