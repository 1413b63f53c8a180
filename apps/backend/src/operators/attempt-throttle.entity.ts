import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Attempts on one thing that is throttled. The key is an HMAC: who it is about cannot be read here. */
@Entity('attempt_throttle')
export class AttemptThrottleEntity {
  @PrimaryColumn('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('integer')
  failures!: number;

  /** When they are forgotten. */
  @Column('timestamptz', { name: 'window_ends_at' })
  windowEndsAt!: Date;

  @Column('timestamptz', { name: 'blocked_until' })
  blockedUntil!: Date;
}
