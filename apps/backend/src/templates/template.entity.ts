import type { Purpose, Variable } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What a text is for. `applicationId` is null for the one every application inherits. */
@Entity('template')
export class TemplateEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  purpose!: Purpose;

  @Column('text', { name: 'application_id', nullable: true })
  applicationId!: string | null;

  /** What a text may cost with the longest of everything. */
  @Column('smallint', { name: 'max_segments' })
  maxSegments!: number;

  /** Those it has beside the ones of its purpose. */
  @Column('jsonb')
  variables!: Variable[];

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** From then on its application inherits again. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}

/** One wording of a template in one locale, in ICU MessageFormat. At most one per template and locale is published. */
@Entity('template_version')
export class TemplateVersionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer' })
  id!: number;

  @Column('text', { name: 'template_id' })
  templateId!: string;

  @Column('text')
  locale!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  body!: string;

  /** The shorter form, sent with a line for autofill. */
  @Column('text', { name: 'short_body', nullable: true })
  shortBody!: string | null;

  @Column('text')
  status!: 'draft' | 'published' | 'superseded';

  @Column('text')
  origin!: 'built_in' | 'admin';

  /** Letters outside the GSM alphabet are replaced by those they resemble, where that spares segments. */
  @Column('boolean')
  transliterates!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Grows with every change of the row: what an editor has seen is told by it. */
  @Column('integer')
  revision!: number;

  /** The version that it is a copy of. */
  @Column('integer', { name: 'made_from', nullable: true })
  madeFrom!: number | null;

  /** Name of the operator who wrote it, as it was then. */
  @Column('text', { nullable: true })
  author!: string | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('text', { nullable: true })
  publisher!: string | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  /** Who reads the language and stands for the text. */
  @Column('text', { nullable: true })
  reviewer!: string | null;

  @Column('timestamptz', { name: 'reviewed_at', nullable: true })
  reviewedAt!: Date | null;

  /** From then on messages name it, and its words stay. */
  @Column('timestamptz', { name: 'tested_at', nullable: true })
  testedAt!: Date | null;
}
