import type { AttemptOutcome, ReceiptState } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One submit of a message to one carrier, written before the first byte goes to the socket. */
@Entity('attempt')
export class AttemptEntity {
  @PrimaryColumn('text', { name: 'message_id' })
  messageId!: string;

  @PrimaryColumn('smallint')
  attempt!: number;

  @Column('text', { name: 'carrier_id' })
  carrierId!: string;

  @Column('text')
  outcome!: AttemptOutcome;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('integer', { name: 'command_status', nullable: true })
  commandStatus!: number | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}

/** One part of an attempt that a carrier took, under the id it gave: what receipts are matched by. */
@Entity('attempt_part')
export class AttemptPartEntity {
  @PrimaryColumn('text', { name: 'carrier_id' })
  carrierId!: string;

  @PrimaryColumn('text', { name: 'smsc_key' })
  smscKey!: string;

  @PrimaryColumn('text', { name: 'message_id' })
  messageId!: string;

  @PrimaryColumn('smallint')
  attempt!: number;

  @PrimaryColumn('smallint')
  part!: number;

  @Column('smallint')
  parts!: number;

  @Column('text', { name: 'smsc_message_id' })
  smscMessageId!: string;

  /** The final state a receipt told; null until then. */
  @Column('text', { name: 'receipt_state', nullable: true })
  receiptState!: ReceiptState | null;
}
