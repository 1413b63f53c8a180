import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One application's dealings with one number: the times its limits look at, and the verification that is current. */
@Entity('recipient')
export class RecipientEntity {
  @PrimaryColumn('text', { name: 'application_id' })
  applicationId!: string;

  @PrimaryColumn('bytea', { name: 'number_hash' })
  numberHash!: Buffer;

  /** Oldest first, as many as the widest window needs. */
  @Column('timestamptz', { array: true })
  sends!: Date[];

  @Column('timestamptz', { array: true, name: 'wrong_checks' })
  wrongChecks!: Date[];

  @Column('text', { name: 'current_verification_id', nullable: true })
  currentVerificationId!: string | null;

  /** The one that `current` replaced: read back by the statement that supersedes it. */
  @Column('text', { name: 'previous_verification_id', nullable: true })
  previousVerificationId!: string | null;

  @Column('timestamptz', { name: 'touched_at' })
  touchedAt!: Date;
}
