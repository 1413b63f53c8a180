import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a start answered under an Idempotency-Key, without number and code: those are read and derived again. */
@Entity('idempotency')
export class IdempotencyEntity {
  @PrimaryColumn('text', { name: 'application_id' })
  applicationId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('bytea', { name: 'body_hash' })
  bodyHash!: Buffer;

  @Column('text', { name: 'verification_id' })
  verificationId!: string;

  /** json, not jsonb: a replay has the members in the order of the first answer. */
  @Column('json')
  reply!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
