import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A code to come in by when all factors are lost; it stands here as its SHA-256. */
@Entity('recovery_code')
export class RecoveryCodeEntity {
  @PrimaryColumn('text', { name: 'operator_id' })
  operatorId!: string;

  @PrimaryColumn('bytea', { name: 'code_hash' })
  codeHash!: Buffer;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
