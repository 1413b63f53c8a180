import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Grain } from './grains.js';

abstract class RollUpEntity {
  @PrimaryColumn('text')
  grain!: Grain;

  /** Where it begins. It holds what was accepted within it. */
  @PrimaryColumn('timestamptz')
  bucket!: Date;

  @PrimaryColumn('text', { name: 'application_id' })
  applicationId!: string;

  /** Of the newest attempt; empty: none. */
  @PrimaryColumn('text', { name: 'carrier_id' })
  carrierId!: string;
}

abstract class CountryRollUpEntity extends RollUpEntity {
  /** Empty: not known. */
  @PrimaryColumn('text')
  country!: string;
}

@Entity('message_roll_up')
export class MessageRollUpEntity extends CountryRollUpEntity {
  @PrimaryColumn('text')
  status!: string;

  /** Empty: none. */
  @PrimaryColumn('text')
  error!: string;

  @Column('integer')
  messages!: number;

  /** Of these, how many a carrier took. */
  @Column('integer')
  sent!: number;

  /** Of those that a carrier took. */
  @Column('integer')
  segments!: number;
}

@Entity('verification_roll_up')
export class VerificationRollUpEntity extends CountryRollUpEntity {
  @PrimaryColumn('text')
  status!: string;

  @Column('integer')
  verifications!: number;
}

/** How many took how long; `step` by time-steps.ts. Those of an approval have no carrier. */
@Entity('time_roll_up')
export class TimeRollUpEntity extends RollUpEntity {
  @PrimaryColumn('text')
  kind!: 'to_deliver' | 'to_approve';

  @PrimaryColumn('smallint')
  step!: number;

  @Column('integer')
  cases!: number;
}

/** By the prices of when it was counted. */
@Entity('cost_roll_up')
export class CostRollUpEntity extends CountryRollUpEntity {
  @PrimaryColumn('text')
  currency!: string;

  @Column('integer')
  segments!: number;

  /** Decimal, exact: never a floating number. */
  @Column('numeric')
  amount!: string;
}

@Entity('roll_up_progress')
export class RollUpProgressEntity {
  @PrimaryColumn('text')
  grain!: Grain;

  /** Buckets before it are counted; null: none is yet. */
  @Column('timestamptz', { name: 'done_until', nullable: true })
  doneUntil!: Date | null;
}
