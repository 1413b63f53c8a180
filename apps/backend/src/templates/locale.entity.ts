import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A language texts can be written in, as a canonical BCP 47 tag. */
@Entity('locale')
export class LocaleEntity {
  @PrimaryColumn('text')
  tag!: string;

  @Column('text')
  direction!: 'ltr' | 'rtl';

  @Column('boolean', { name: 'is_enabled' })
  isEnabled!: boolean;

  /** Where a text comes from that it does not have itself. */
  @Column('text', { nullable: true })
  fallback!: string | null;

  /** The last of every chain. Exactly one is, and it is enabled. */
  @Column('boolean', { name: 'is_default' })
  isDefault!: boolean;

  @Column('text')
  origin!: 'built_in' | 'admin';

  @Column('integer')
  version!: number;
}
