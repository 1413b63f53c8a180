import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of an application's policy. Rows never change: a verification keeps the version it began with. */
@Entity('policy')
export class PolicyEntity {
  @PrimaryColumn('text', { name: 'application_id' })
  applicationId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('smallint', { name: 'code_length' })
  codeLength!: number;

  @Column('integer', { name: 'life_seconds' })
  lifeSeconds!: number;

  @Column('smallint', { name: 'max_checks' })
  maxChecks!: number;

  @Column('smallint', { name: 'max_sends' })
  maxSends!: number;

  @Column('text')
  resend!: 'same' | 'new';

  @Column('integer', { array: true, name: 'cooldown_seconds' })
  cooldownSeconds!: number[];

  /** Most sends per application and number in each of the windows beside it. */
  @Column('integer', { array: true, name: 'send_limits' })
  sendLimits!: number[];

  @Column('integer', { array: true, name: 'send_window_seconds' })
  sendWindowSeconds!: number[];

  @Column('integer', { array: true, name: 'wrong_check_limits' })
  wrongCheckLimits!: number[];

  @Column('integer', { array: true, name: 'wrong_check_window_seconds' })
  wrongCheckWindowSeconds!: number[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
