import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that tells what the first run has come to. Token and claim stand here as their SHA-256. */
@Entity('setup')
export class SetupEntity {
  /** Always 1. */
  @PrimaryColumn('smallint')
  id!: number;

  /** Of the token that was printed last; null once it was used. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  @Column('timestamptz', { name: 'token_expires_at', nullable: true })
  tokenExpiresAt!: Date | null;

  @Column('smallint', { name: 'attempts_left' })
  attemptsLeft!: number;

  /** Of the browser that showed the token. */
  @Column('bytea', { name: 'claim_hash', nullable: true })
  claimHash!: Buffer | null;

  @Column('timestamptz', { name: 'claim_expires_at', nullable: true })
  claimExpiresAt!: Date | null;

  /** Whom that browser made the owner. */
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
