import type { CarrierSettings } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often a carrier's receipts named their message by its id as it was answered, or by another form of it. */
@Entity('receipt_form')
export class ReceiptFormEntity {
  @PrimaryColumn('text', { name: 'carrier_id' })
  carrierId!: string;

  @PrimaryColumn('text')
  form!: Exclude<CarrierSettings['receipt_ids'], 'learn'>;

  @Column('bigint')
  seen!: string;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;
}
