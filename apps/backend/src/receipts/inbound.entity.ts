import type { ReceiptState } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a phone sent, or anything a carrier delivers that is no receipt. Its number and words are sealed. */
@Entity('inbound')
export class InboundEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'carrier_id' })
  carrierId!: string;

  @Column('bytea', { name: 'from_sealed' })
  fromSealed!: Buffer;

  /** One of our senders. */
  @Column('text', { name: 'to_address' })
  toAddress!: string;

  @Column('bytea', { name: 'text_sealed' })
  textSealed!: Buffer;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** Of what reads like a receipt, and its carrier did not flag; the three behind it too. */
  @Column('text', { name: 'smsc_message_id', nullable: true })
  smscMessageId!: string | null;

  @Column('text', { nullable: true })
  state!: ReceiptState | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('smallint', { name: 'delivered_parts', nullable: true })
  deliveredParts!: number | null;
}
