import type { LinkKind, Role } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A one-time link: an invitation, or a way back in. The token in its URL stands here as its SHA-256. */
@Entity('operator_link')
export class LinkEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text')
  kind!: LinkKind;

  /** Whom it is for, in lower case. */
  @Column('text')
  email!: string;

  /** What an invitation gives. */
  @Column('text', { nullable: true })
  role!: Role | null;

  @Column('text', { name: 'application_ids', array: true })
  applicationIds!: string[];

  /** Whom a reset is for; an invitation has nobody yet. */
  @Column('text', { name: 'operator_id', nullable: true })
  operatorId!: string | null;

  /** Id of an operator, or the name of whoever ran the command. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When it was used, withdrawn or replaced. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
