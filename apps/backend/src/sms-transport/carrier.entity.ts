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

  @Column('boolean', { name: 'is_enabled' })
  isEnabled!: boolean;

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

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
