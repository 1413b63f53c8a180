import type { BindView } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One of the binds that a carrier permits, and the node that may hold it. By the database's clock. */
@Entity('bind_lease')
export class BindLeaseEntity {
  @PrimaryColumn('text', { name: 'carrier_id' })
  carrierId!: string;

  /** From 1 to the carrier's number of binds. */
  @PrimaryColumn('smallint')
  slot!: number;

  @Column('text')
  node!: string;

  /** What tells others on the node's machine whether it still runs; empty where the system does not say. */
  @Column('text')
  process!: string;

  /** Grows with every node that takes it over. */
  @Column('bigint')
  fence!: string;

  @Column('timestamptz', { name: 'held_until' })
  heldUntil!: Date;

  /** Whoever takes it over binds no earlier: by then the one before has noticed and let go. */
  @Column('timestamptz', { name: 'usable_from' })
  usableFrom!: Date;

  /** One bind, or two where each direction has its own, as the holder last told. */
  @Column('jsonb')
  state!: BindView[];

  @Column('timestamptz', { name: 'told_at' })
  toldAt!: Date;
}
