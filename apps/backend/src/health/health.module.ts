import { Module } from '@nestjs/common';
import { BIND_STATES } from '../platform/ports.js';
import { LinkRegistry } from '../sms-transport/link-registry.js';
import { SmsTransportModule } from '../sms-transport/sms-transport.module.js';
import { HealthController } from './health.controller.js';

/** Is it up, is it ready, how is it doing. */
@Module({
  imports: [SmsTransportModule],
  controllers: [HealthController],
  providers: [{ provide: BIND_STATES, useExisting: LinkRegistry }],
})
export class HealthModule {}
