import type { CONSOLE_LANGUAGES, SecondFactorPolicy } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row of what holds for the console as a whole. */
@Entity('setting')
export class SettingEntity {
  /** Always 1. */
  @PrimaryColumn('smallint')
  id!: number;

  @Column('integer')
  version!: number;

  @Column('text')
  brand!: string;

  @Column('text', { name: 'console_language' })
  consoleLanguage!: (typeof CONSOLE_LANGUAGES)[number];

  @Column('text', { name: 'second_factor' })
  secondFactor!: SecondFactorPolicy;

  @Column('smallint', { name: 'idle_minutes' })
  idleMinutes!: number;

  @Column('smallint', { name: 'absolute_hours' })
  absoluteHours!: number;

  @Column('smallint', { name: 'step_up_minutes' })
  stepUpMinutes!: number;
}
