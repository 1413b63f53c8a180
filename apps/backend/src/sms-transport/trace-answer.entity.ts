import type { TracedPdu } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a node that holds binds answers to a question for its trace. Lives for seconds. */
@Entity('trace_answer')
export class TraceAnswerEntity {
  @PrimaryColumn('text')
  question!: string;

  @PrimaryColumn('text')
  node!: string;

  @Column('jsonb')
  body!: TracedPdu[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
