import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The language for numbers of a country, when nobody asked for one. It need not be one that has texts. */
@Entity('country_locale')
export class CountryLocaleEntity {
  /** ISO 3166-1 alpha-2. */
  @PrimaryColumn('text')
  country!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  origin!: 'built_in' | 'admin';

  @Column('integer')
  version!: number;
}
