import { Module } from '@nestjs/common';
import { ApplicationStore } from '../../applications/application.store.js';
import { ApplicationsModule } from '../../applications/applications.module.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Sql } from '../../database/sql.js';
import { SEGMENT_PRICES, TEXT_USE, type SegmentPrices, type TextUse } from '../../platform/ports.js';
import { ProblemText } from '../../platform/problem-text.js';
import { TextService } from '../text.service.js';
import { AdminPreviewController } from './admin-preview.controller.js';
import { AdminTemplatesController } from './admin-templates.controller.js';
import { AdminTextsController } from './admin-texts.controller.js';
import { Appraisals } from './appraisals.js';
import { Coverage } from './coverage.js';
import { PreviewDesk } from './preview-desk.js';
import { TemplateDesk } from './template-desk.js';
import { Templates } from './templates.js';
import { TextDesk } from './text-desk.js';
import { Texts } from './texts.js';

/** What operators do with templates and their texts. */
@Module({
  imports: [ApplicationsModule],
  controllers: [AdminTemplatesController, AdminTextsController, AdminPreviewController],
  providers: [
    { provide: Coverage, inject: [Sql], useFactory: (sql: Sql) => new Coverage(sql, new Appraisals()) },
    {
      provide: TemplateDesk,
      inject: [Sql, AuditLog, ApplicationStore, Coverage, TEXT_USE],
      useFactory: (sql: Sql, audit: AuditLog, applications: ApplicationStore, coverage: Coverage, textUse: TextUse) =>
        new TemplateDesk({ sql, templates: new Templates(sql, audit), applications, coverage, textUse }),
    },
    {
      provide: TextDesk,
      inject: [Sql, AuditLog, ProblemText],
      useFactory: (sql: Sql, audit: AuditLog, words: ProblemText) =>
        new TextDesk({ sql, texts: new Texts(sql, audit), words }),
    },
    {
      provide: PreviewDesk,
      inject: [Sql, TextService, ApplicationStore, SEGMENT_PRICES, ProblemText],
      useFactory: (
        sql: Sql,
        texts: TextService,
        applications: ApplicationStore,
        prices: SegmentPrices,
        words: ProblemText,
      ) => new PreviewDesk({ sql, texts, applications, prices, words }),
    },
  ],
})
export class TextDeskModule {}
