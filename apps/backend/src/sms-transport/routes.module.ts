import { Module } from '@nestjs/common';
import { ApplicationStore } from '../applications/application.store.js';
import { ApplicationsModule } from '../applications/applications.module.js';
import { AuditLog } from '../audit/audit-log.js';
import { Sql } from '../database/sql.js';
import { AdminPricesController } from './admin-prices.controller.js';
import { AdminRoutesController } from './admin-routes.controller.js';
import { AdminSendersController } from './admin-senders.controller.js';
import { BindLeaseStore } from './bind-lease.store.js';
import { CarrierStore } from './carrier.store.js';
import { PriceDesk } from './price-desk.js';
import { PriceLists } from './price-lists.js';
import { PriceStore } from './price.store.js';
import { RouteBook } from './route-book.js';
import { RouteDesk } from './route-desk.js';
import { RouteStore } from './route.store.js';
import { Routes } from './routes.js';
import { SenderDesk } from './sender-desk.js';
import { SmsTransportModule } from './sms-transport.module.js';

/** What operators do with routes, prices and senders. */
@Module({
  imports: [ApplicationsModule, SmsTransportModule],
  controllers: [AdminRoutesController, AdminPricesController, AdminSendersController],
  providers: [
    {
      provide: RouteDesk,
      inject: [Sql, AuditLog, RouteStore, CarrierStore, ApplicationStore, RouteBook, BindLeaseStore],
      useFactory: (
        sql: Sql,
        audit: AuditLog,
        store: RouteStore,
        carriers: CarrierStore,
        applications: ApplicationStore,
        book: RouteBook,
        binds: BindLeaseStore,
      ) => new RouteDesk({ routes: new Routes(sql, audit), store, carriers, applications, book, binds }),
    },
    {
      provide: PriceDesk,
      inject: [Sql, AuditLog, CarrierStore],
      useFactory: (sql: Sql, audit: AuditLog, carriers: CarrierStore) =>
        new PriceDesk({ lists: new PriceLists(sql, audit), store: new PriceStore(sql), carriers }),
    },
    {
      provide: SenderDesk,
      inject: [Sql, AuditLog],
      useFactory: (sql: Sql, audit: AuditLog) => new SenderDesk(sql, audit),
    },
  ],
})
export class RoutesModule {}
