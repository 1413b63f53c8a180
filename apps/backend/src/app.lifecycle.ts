import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ApiKeyStore } from './applications/api-key.store.js';
import { KeyUsage } from './applications/key-usage.js';
import { CONFIG, type Config } from './config/config.js';
import { Inject } from '@nestjs/common';
import { Notifications } from './database/notifications.js';
import { assertSchemaCurrent } from './database/schema-guard.js';
import { judgeServingRole } from './database/serving-role.js';
import { Leases } from './delivery/leases.js';
import { Outbox } from './delivery/outbox.js';
import { ResultWriter } from './delivery/result-writer.js';
import { Jobs } from './jobs/jobs.js';
import { MessageCopies } from './message-log/search/message-copies.js';
import { VerificationCopies } from './message-log/verifications/verification-copies.js';
import { Log } from './platform/log.js';
import { ReceiptConsumer } from './receipts/receipt.consumer.js';
import { LinkRegistry } from './sms-transport/link-registry.js';
import { RouteBook } from './sms-transport/route-book.js';
import { TextService } from './templates/text.service.js';

/**
 * Start and stop, in one place and in order: the order is the reason. Texts and routes are known before the first
 * request; receipts can be stored before the first bind; on the way out nothing new is taken, what is outstanding is
 * answered, and its results are written before the database goes.
 */
@Injectable()
export class AppLifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  private isStarted = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly notifications: Notifications,
    private readonly keys: ApiKeyStore,
    private readonly usage: KeyUsage,
    private readonly texts: TextService,
    private readonly routes: RouteBook,
    private readonly links: LinkRegistry,
    private readonly leases: Leases,
    private readonly results: ResultWriter,
    private readonly outbox: Outbox,
    private readonly receipts: ReceiptConsumer,
    private readonly copies: MessageCopies,
    private readonly verificationCopies: VerificationCopies,
    private readonly jobs: Jobs,
    private readonly log: Log,
  ) {}

  /** Called by main before it listens; throws with words for the operator. */
  async start(): Promise<void> {
    await this.dataSource.initialize();
    await assertSchemaCurrent(this.dataSource);
    await judgeServingRole(this.dataSource, this.config.environment, this.log);
    await this.refuseSeededKey();
    await this.notifications.start();
    await this.texts.start();
    this.usage.start();
    await this.routes.start();
    await this.links.start();
    this.copies.start();
    this.verificationCopies.start();
    if (this.config.roles.includes('sender')) {
      this.receipts.start();
      this.leases.start();
      this.outbox.start();
      await this.jobs.start();
    }
    this.isStarted = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.isStarted) return;
    await this.outbox.stop();
    await this.routes.stop();
    await this.links.stop();
    await this.results.flush();
    this.leases.stop();
    await this.receipts.stop();
    await this.jobs.stop();
    await this.copies.stop();
    await this.verificationCopies.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.usage.stop().catch(() => undefined);
    this.texts.stop();
    await this.notifications.stop();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async refuseSeededKey(): Promise<void> {
    if (this.config.environment !== 'production' || !(await this.keys.hasSeededKey())) return;
    throw new Error(
      'This database still has the key that a development start made. Revoke it (`npm run key -- list`, then `npm run key -- revoke <id>`) before production.',
    );
  }
}
