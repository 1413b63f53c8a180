import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One browser that is signed in. The cookie's secret stands here as its SHA-256. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  @Column('text', { name: 'operator_id' })
  operatorId!: string;

  @Column('text')
  method!: 'password' | 'passkey' | 'link' | 'setup';

  @Column('text')
  device!: string;

  @Column('text')
  address!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;

  /** When its operator last proved who he is. */
  @Column('timestamptz', { name: 'proven_at' })
  provenAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
