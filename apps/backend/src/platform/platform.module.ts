import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Clock } from './clock.js';
import { Keyring } from './keyring.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';

/** What every room may ask for. */
@Global()
@Module({
  providers: [
    { provide: Clock, useFactory: () => new Clock() },
    { provide: Metrics, useFactory: () => new Metrics() },
    { provide: Keyring, inject: [CONFIG], useFactory: ({ keyringFile }: Config) => Keyring.load(keyringFile) },
    {
      provide: Log,
      inject: [CONFIG],
      useFactory: ({ log, nodeId }: Config) => new Log({ level: log.level, nodeId }),
    },
  ],
  exports: [Clock, Metrics, Keyring, Log],
})
export class PlatformModule {}
