import type { Amount, Purpose, Trailer, VariableValues } from '@codewire/contracts';
import type { LanguageReason, VerificationStatus } from '@codewire/otp';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** As the start asked for it; a resend asks for the same. */
export interface StoredTextValues {
  readonly brand?: string;
  readonly amount?: Amount;
  readonly payee?: string;
  readonly variables?: VariableValues;
  readonly trailer?: Trailer;
  /** Id of the version that was tried: not the one that is published. */
  readonly version?: number;
}

/** One number to be proved. The code is not here: it is derived from `salt` and a key outside the database. */
@Entity('verification')
export class VerificationEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'application_id' })
  applicationId!: string;

  @Column('integer', { name: 'policy_version' })
  policyVersion!: number;

  /** Which key of the keyring derives the code. */
  @Column('text', { name: 'key_id' })
  keyId!: string;

  @Column('bytea')
  salt!: Buffer;

  /** Grows by one at each resend under the policy `new`. */
  @Column('smallint')
  generation!: number;

  @Column('bytea', { name: 'number_sealed' })
  numberSealed!: Buffer;

  @Column('bytea', { name: 'number_hash' })
  numberHash!: Buffer;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { name: 'operator_range', nullable: true })
  operatorRange!: string | null;

  @Column('boolean', { name: 'is_fictional' })
  isFictional!: boolean;

  @Column('text')
  purpose!: Purpose;

  /** What its text was made of beside the code; null: the application's brand and nothing else. */
  @Column('jsonb', { name: 'text_values', nullable: true })
  textValues!: StoredTextValues | null;

  @Column('text')
  language!: string;

  @Column('text', { name: 'language_reason' })
  languageReason!: LanguageReason;

  @Column('jsonb', { nullable: true })
  metadata!: Record<string, string> | null;

  /** As stored; a `pending` one past `expiresAt` is expired, see presentStatus in libs/otp. */
  @Column('text')
  status!: VerificationStatus;

  @Column('smallint', { name: 'checks_used' })
  checksUsed!: number;

  /** When each of them was spent, oldest first; of those spent by an older release nothing is known. */
  @Column('timestamptz', { name: 'checked_at', array: true })
  checkedAt!: Date[];

  @Column('smallint')
  sends!: number;

  /** Earliest next send as told to the caller; null when no send is left. */
  @Column('timestamptz', { name: 'resend_at', nullable: true })
  resendAt!: Date | null;

  /** The newest message. */
  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
