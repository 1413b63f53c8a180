import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The sender that texts carry where the conditions hold, instead of the application's own. */
@Entity('sender_rule')
export class SenderRuleEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'application_id', nullable: true })
  applicationId!: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { name: 'carrier_id', nullable: true })
  carrierId!: string | null;

  @Column('text')
  sender!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
