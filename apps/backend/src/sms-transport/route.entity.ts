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

  @Column('text', { array: true, name: 'carrier_ids' })
  carrierIds!: string[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
