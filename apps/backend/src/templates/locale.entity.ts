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
}
