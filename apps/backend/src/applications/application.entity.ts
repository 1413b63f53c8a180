import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client app: what its users read as the sender, and the policy its verifications are started under. */
@Entity('application')
export class ApplicationEntity {
  @PrimaryColumn('text')
  id!: string;

  /** Also the brand that texts name: at most 20 characters. */
  @Column('text')
  name!: string;

  /** Test mode: reaches simulated carriers only and spends no cooldown and no window. */
  @Column('boolean', { name: 'is_test' })
  isTest!: boolean;

  @Column('text', { name: 'default_language' })
  defaultLanguage!: string;

  @Column('text')
  sender!: string;

  /** Android apps that texts may be made for (SMS Retriever). */
  @Column('text', { name: 'app_hashes', array: true })
  appHashes!: string[];

  /** Origins that texts may be bound to. */
  @Column('text', { array: true })
  hosts!: string[];

  @Column('integer', { name: 'policy_version' })
  policyVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
