import type { AuditAction, AuditEntry, AuditTargetKind } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One deed. Rows are only ever added: the role that the server connects as may do nothing else with them. */
@Entity('audit')
export class AuditEntity {
  @PrimaryColumn('bigint')
  seq!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: AuditEntry['actor']['kind'];

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text')
  action!: AuditAction;

  @Column('text', { name: 'target_kind' })
  targetKind!: AuditTargetKind;

  @Column('text', { name: 'target_id' })
  targetId!: string;

  @Column('text', { name: 'target_name' })
  targetName!: string;

  @Column('text', { name: 'application_id', nullable: true })
  applicationId!: string | null;

  @Column('json', { nullable: true })
  before!: unknown;

  @Column('json', { nullable: true })
  after!: unknown;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  /** HMAC-SHA-256 over the entry before and all columns of this one. */
  @Column('bytea')
  mac!: Buffer;
}
