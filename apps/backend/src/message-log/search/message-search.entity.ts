import type { Encoding, MessageStatus, Purpose } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message as the console searches it: a copy, at most moments behind `message`, which alone is the truth. */
@Entity('message_search')
export class MessageSearchEntity {
  /** The message's: sorts by time. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'verification_id' })
  verificationId!: string;

  @Column('text', { name: 'application_id' })
  applicationId!: string;

  /** The verification's; null where that was gone before the message was copied. */
  @Column('bytea', { name: 'number_hash', nullable: true })
  numberHash!: Buffer | null;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text')
  language!: string;

  @Column('text')
  purpose!: Purpose;

  @Column('integer', { name: 'template_version_id' })
  templateVersionId!: number;

  /** Of the newest attempt. */
  @Column('text', { name: 'carrier_id', nullable: true })
  carrierId!: string | null;

  @Column('text')
  sender!: string;

  @Column('text')
  encoding!: Encoding;

  @Column('smallint')
  segments!: number;

  @Column('smallint')
  attempts!: number;

  @Column('text')
  status!: MessageStatus;

  @Column('text', { nullable: true })
  error!: string | null;

  /** What the carrier said of one that did not arrive: a command_status as 0x0000000B, or the error of its receipt. */
  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** From the accept to the receipt. */
  @Column('integer', { name: 'ms_to_deliver', nullable: true })
  msToDeliver!: number | null;

  /** It may still change without anyone asking. */
  @Column('boolean', { name: 'is_open' })
  isOpen!: boolean;

  @Column('timestamptz', { name: 'copied_at' })
  copiedAt!: Date;
}

/** A number that someone looks for, known by its keyed hash alone, so that its id may stand in a URL. */
@Entity('number_filter')
export class NumberFilterEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { name: 'number_hash' })
  numberHash!: Buffer;

  @Column('text')
  masked!: string;

  /** Who made it, as in the audit log. */
  @Column('text')
  author!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
