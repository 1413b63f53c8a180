import type { KeyScope } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client app's key. The secret is shown once; the row keeps its SHA-256 (256 random bits need no slow hash). */
@Entity('api_key')
export class ApiKeyEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'application_id' })
  applicationId!: string;

  @Column('text')
  name!: string;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** What it may do; `reveal`: a start answers the code. */
  @Column('text', { array: true })
  scopes!: KeyScope[];

  /** CIDR ranges that may use it; empty: any. */
  @Column('text', { array: true })
  addresses!: string[];

  /** Who made it, in words: operators come and go. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** The key that it was rolled into. */
  @Column('text', { name: 'replaced_by', nullable: true })
  replacedBy!: string | null;

  /** Made by the first start of a development server; production refuses to run while it is valid. */
  @Column('boolean', { name: 'is_seeded' })
  isSeeded!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  /** How often this key was answered with a code. */
  @Column('bigint')
  reveals!: string;
}
