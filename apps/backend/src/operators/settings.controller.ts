import { SettingsChange, type Appearance, type Settings } from '@codewire/contracts';
import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit, Public } from '../platform/permit.js';
import { authorOf, signedInOf } from '../platform/signed-in.js';
import { body } from '../platform/validation.js';
import { SettingsDesk } from './settings.service.js';

/** The console's own settings. */
@Controller('api/admin')
export class SettingsController {
  constructor(private readonly desk: SettingsDesk) {}

  /** For the pages before the sign-in. */
  @Get('appearance')
  @Public()
  appearance(): Promise<Appearance> {
    return this.desk.appearance();
  }

  @Get('settings')
  @Permit('settings.read')
  read(): Promise<Settings> {
    return this.desk.read();
  }

  @Patch('settings')
  @Permit('settings.write', { stepUp: true })
  change(@Req() request: FastifyRequest, @Body(body(SettingsChange)) input: SettingsChange): Promise<Settings> {
    return this.desk.change(authorOf(request), signedInOf(request).operator.id, input);
  }
}
