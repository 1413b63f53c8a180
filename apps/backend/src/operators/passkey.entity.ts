import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A passkey of an operator: its public half. */
@Entity('passkey')
export class PasskeyEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'operator_id' })
  operatorId!: string;

  /** What the authenticator calls it. */
  @Column('bytea', { name: 'credential_id' })
  credentialId!: Buffer;

  /** COSE key. */
  @Column('bytea', { name: 'public_key' })
  publicKey!: Buffer;

  /** Signatures made so far, as the authenticator last told; always 0 with one that lives on several devices. */
  @Column('bigint')
  counter!: string;

  @Column('text', { array: true })
  transports!: string[];

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
