import type { RouteMode } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which carriers take a message, in order. The first route whose conditions all hold decides. */
@Entity('route')
export class RouteEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('integer')
  position!: number;

  @Column('text', { name: 'application_id', nullable: true })
  applicationId!: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column('text', { nullable: true })
  country!: string | null;

  /** Digits that the international number begins with. */
  @Column('text', { nullable: true })
  prefix!: string | null;

  @Column('text')
  name!: string;

  @Column('text')
  mode!: RouteMode;

  @Column('text', { array: true, name: 'carrier_ids' })
  carrierIds!: string[];

  /** One for each carrier, in the same order; empty: all weigh the same. */
  @Column('smallint', { array: true })
  weights!: number[];

  @Column('boolean', { name: 'is_enabled' })
  isEnabled!: boolean;

  /** Grows with every change: two who change it at once are told. */
  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
