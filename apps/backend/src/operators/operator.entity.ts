import type { Role } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who may use the console. */
@Entity('operator')
export class OperatorEntity {
  @PrimaryColumn('text')
  id!: string;

  /** In lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** For roles that see only their own applications. */
  @Column('text', { name: 'application_ids', array: true })
  applicationIds!: string[];

  /** PHC string of argon2id; null while there is none. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('bytea', { name: 'totp_sealed', nullable: true })
  totpSealed!: Buffer | null;

  /** The newest time step whose code was accepted: no code counts twice (RFC 6238 5.2). */
  @Column('bigint', { name: 'totp_last_step' })
  totpLastStep!: string;

  /** Proven to be his: where texts that are tried may go. */
  @Column('bytea', { name: 'phone_sealed', nullable: true })
  phoneSealed!: Buffer | null;

  @Column('timestamptz', { name: 'phone_verified_at', nullable: true })
  phoneVerifiedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When a second factor was there for the first time. */
  @Column('timestamptz', { name: 'enrolled_at', nullable: true })
  enrolledAt!: Date | null;

  @Column('timestamptz', { name: 'deactivated_at', nullable: true })
  deactivatedAt!: Date | null;

  @Column('timestamptz', { name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;

  /** How many lists he has saved. */
  @Column('smallint', { name: 'saved_views' })
  savedViews!: number;
}
