import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a carrier takes for one segment to numbers that begin like this; the longest that fits counts. */
@Entity('price')
export class PriceEntity {
  @PrimaryColumn('text', { name: 'carrier_id' })
  carrierId!: string;

  @PrimaryColumn('text')
  prefix!: string;

  /** Decimal with at most six places, as text: never a floating number. */
  @Column('numeric')
  price!: string;

  /** ISO 4217. */
  @Column('text')
  currency!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
