import type { ReceiptState } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A receipt as it came, matched to its message or waiting for it. */
@Entity('receipt')
export class ReceiptEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'carrier_id' })
  carrierId!: string;

  @Column('text', { name: 'smsc_key' })
  smscKey!: string;

  @Column('text', { name: 'smsc_message_id' })
  smscMessageId!: string;

  @Column('text')
  state!: ReceiptState;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column('smallint', { nullable: true })
  attempt!: number | null;

  @Column('smallint', { nullable: true })
  part!: number | null;

  /** As many as the carrier says it took of a text and delivered. Null where it does not say that of all. */
  @Column('smallint', { name: 'delivered_parts', nullable: true })
  deliveredParts!: number | null;

  /**
   * Of one that has matched nothing: the ends of the numbers it names, phone and sender in whichever order, hashed under a
   * key. Null where the carrier names no phone.
   */
  @Column('bytea', { name: 'from_hash', nullable: true })
  fromHash!: Buffer | null;
}
