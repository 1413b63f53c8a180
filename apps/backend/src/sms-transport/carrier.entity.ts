import type { CarrierSettings, CarrierStatus } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An SMSC account. The password is sealed; nothing but the link ever reads it. */
@Entity('carrier')
export class CarrierEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'is_simulated' })
  isSimulated!: boolean;

  @Column('text')
  status!: CarrierStatus;

  @Column('text')
  host!: string;

  @Column('integer')
  port!: number;

  @Column('text', { name: 'system_id' })
  systemId!: string;

  @Column('text', { name: 'system_type' })
  systemType!: string;

  @Column('bytea', { name: 'password_sealed' })
  passwordSealed!: Buffer;

  /** Most submits without an answer. */
  @Column('smallint', { name: 'window_size' })
  windowSize!: number;

  /** How many the carrier permits, over all nodes. */
  @Column('smallint')
  binds!: number;

  /** Segments a second over all binds; null where only the carrier limits. */
  @Column('double precision', { nullable: true })
  tps!: number | null;

  @Column('jsonb')
  settings!: CarrierSettings;

  /** The client's private key for TLS, sealed as the password is. */
  @Column('bytea', { name: 'tls_key_sealed', nullable: true })
  tlsKeySealed!: Buffer | null;

  /** The way back from a new password, for 24 hours. */
  @Column('bytea', { name: 'password_before_sealed', nullable: true })
  passwordBeforeSealed!: Buffer | null;

  @Column('timestamptz', { name: 'password_changed_at' })
  passwordChangedAt!: Date;

  /** Grows with every change: two who change it at once are told. */
  @Column('integer')
  version!: number;

  /** Grows with every change of its price list. */
  @Column('integer', { name: 'prices_version' })
  pricesVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
