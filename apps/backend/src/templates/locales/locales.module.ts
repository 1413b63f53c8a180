import { Module } from '@nestjs/common';
import { ApplicationStore } from '../../applications/application.store.js';
import { ApplicationsModule } from '../../applications/applications.module.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Sql } from '../../database/sql.js';
import { AdminCountriesController } from './admin-countries.controller.js';
import { AdminLocalesController } from './admin-locales.controller.js';
import { CountryLocales } from './country-locales.js';
import { LocaleDesk } from './locale-desk.js';
import { Locales } from './locales.js';

/** What operators do with languages, and with the countries that get them. */
@Module({
  imports: [ApplicationsModule],
  controllers: [AdminLocalesController, AdminCountriesController],
  providers: [
    {
      provide: LocaleDesk,
      inject: [Sql, AuditLog, ApplicationStore],
      useFactory: (sql: Sql, audit: AuditLog, applications: ApplicationStore) =>
        new LocaleDesk({
          sql,
          locales: new Locales(sql, audit),
          countries: new CountryLocales(sql, audit),
          applications,
        }),
    },
  ],
})
export class LocalesModule {}
