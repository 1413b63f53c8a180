import { Global, Module } from '@nestjs/common';
import { I18nService } from 'nestjs-i18n';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Log } from '../platform/log.js';
import { SMS_LANGUAGES, SMS_TEXT_LOADER, TEXT_HEALTH } from '../platform/ports.js';
import { SmsTextLoader } from './sms-text.loader.js';
import { readTextSnapshot } from './text-snapshot.js';
import { TextService } from './text.service.js';

/** Locales, templates and their versions; what is published feeds nestjs-i18n. Global, for i18n takes its loader from here. */
@Global()
@Module({
  providers: [
    {
      provide: SMS_TEXT_LOADER,
      inject: [Sql],
      useFactory: (sql: Sql) => new SmsTextLoader(() => readTextSnapshot(sql)),
    },
    {
      provide: TextService,
      inject: [I18nService, SMS_TEXT_LOADER, Notifications, Log],
      useFactory: (i18n: I18nService, loader: SmsTextLoader, notifications: Notifications, log: Log) =>
        new TextService({
          i18n,
          loader,
          notifications,
          onBroken: ({ versionId, locale }, error) =>
            log.error({ event: 'text_not_usable', context: `version ${versionId}, ${locale}`, error: String(error) }),
          onError: (error) => log.fault('texts_not_read', error),
        }),
    },
    { provide: SMS_LANGUAGES, useExisting: TextService },
    { provide: TEXT_HEALTH, useExisting: TextService },
  ],
  exports: [TextService, SMS_LANGUAGES, SMS_TEXT_LOADER, TEXT_HEALTH],
})
export class TemplatesModule {}
