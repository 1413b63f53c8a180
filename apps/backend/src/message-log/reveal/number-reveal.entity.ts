import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When someone had numbers shown: what the next is held against. What and why is in the audit. */
@Entity('number_reveal')
export class NumberRevealEntity {
  @PrimaryColumn('text', { name: 'operator_id' })
  operatorId!: string;

  /** Of the last hour before the newest. */
  @Column('timestamptz', { name: 'shown_at', array: true })
  shownAt!: Date[];
}
