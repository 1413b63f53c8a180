import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What someone has proven so far, or the question that the answer must fit. The ticket stands here as its SHA-256. */
@Entity('sign_in_step')
export class SignInStepEntity {
  @PrimaryColumn('bytea', { name: 'ticket_hash' })
  ticketHash!: Buffer;

  @Column('text')
  kind!: 'second_factor' | 'passkey_sign_in' | 'passkey_step_up' | 'passkey_add' | 'totp_add';

  /** Null where nobody is known yet. */
  @Column('text', { name: 'operator_id', nullable: true })
  operatorId!: string | null;

  @Column('bytea', { name: 'detail_sealed', nullable: true })
  detailSealed!: Buffer | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
