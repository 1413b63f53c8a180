import type { Purpose, VerificationStatus } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A verification as the console searches it: a copy, at most moments behind `verification`, which alone is the truth. */
@Entity('verification_search')
export class VerificationSearchEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'application_id' })
  applicationId!: string;

  @Column('bytea', { name: 'number_hash' })
  numberHash!: Buffer;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text')
  purpose!: Purpose;

  @Column('text')
  language!: string;

  /** As of the copy; a `pending` one past `expiresAt` is expired. */
  @Column('text')
  status!: VerificationStatus;

  @Column('smallint', { name: 'checks_used' })
  checksUsed!: number;

  /** As its policy has it, and so `maxSends`. */
  @Column('smallint', { name: 'max_checks' })
  maxChecks!: number;

  @Column('smallint')
  sends!: number;

  @Column('smallint', { name: 'max_sends' })
  maxSends!: number;

  /** The newest message. */
  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { name: 'copied_at' })
  copiedAt!: Date;
}
