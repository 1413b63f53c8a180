import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What a text is for. `applicationId` is null for the one every application inherits. */
@Entity('template')
export class TemplateEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  purpose!: string;

  @Column('text', { name: 'application_id', nullable: true })
  applicationId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
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

  @Column('text')
  status!: 'draft' | 'published' | 'superseded';

  @Column('text')
  origin!: 'built_in' | 'admin';

  /** Letters outside the GSM alphabet are replaced by those they resemble, where that spares segments. */
  @Column('boolean')
  transliterates!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}
