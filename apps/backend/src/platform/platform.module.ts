import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.js';
import { ChangedRows } from './changed-rows.js';
import { Clock } from './clock.js';
import { Closing } from './closing.js';
import { i18nModule } from './i18n.module.js';
import { Keyring } from './keyring.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import { AdminRoutes } from './permit.js';
import { ProblemText } from './problem-text.js';
import { ProblemWriter } from './problem-writer.js';

/** What every room may ask for. */
@Global()
@Module({
  imports: [DiscoveryModule, i18nModule()],
  providers: [
    AdminRoutes,
    ProblemText,
    ProblemWriter,
    { provide: ChangedRows, useFactory: () => new ChangedRows() },
    { provide: Clock, useFactory: () => new Clock() },
    { provide: Closing, useFactory: () => new Closing() },
    { provide: Metrics, useFactory: () => new Metrics() },
    { provide: Keyring, inject: [CONFIG], useFactory: ({ keyringFile }: Config) => Keyring.load(keyringFile) },
    {
      provide: Log,
      inject: [CONFIG],
      useFactory: ({ log, nodeId }: Config) => new Log({ level: log.level, nodeId }),
    },
  ],
  exports: [AdminRoutes, ChangedRows, Clock, Closing, Metrics, Keyring, Log, ProblemText, ProblemWriter],
})
export class PlatformModule {}
