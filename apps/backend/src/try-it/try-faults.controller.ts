import { TryFaultChange, TryFaultsRequest, TryFaultsReset, type TryFaults as Told } from '@codewire/contracts';
import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { Permit } from '../platform/permit.js';
import { body } from '../platform/validation.js';
import { TryFaults } from './try-faults.js';

/** Faults of the simulated carrier, for one handset. All by body: a number in a URL would end up in logs along the way. */
@Controller('api/admin/try/faults')
export class TryFaultsController {
  constructor(private readonly faults: TryFaults) {}

  @Post('read')
  @HttpCode(200)
  @Permit('try.use')
  read(@Body(body(TryFaultsRequest)) { number }: TryFaultsRequest): Promise<Told> {
    return this.faults.read(number);
  }

  @Put()
  @Permit('try.use')
  turnOn(@Body(body(TryFaultChange)) input: TryFaultChange): Promise<Told> {
    return this.faults.turnOn(input);
  }

  @Post('reset')
  @HttpCode(200)
  @Permit('try.use')
  putBack(@Body(body(TryFaultsReset)) input: TryFaultsReset): Promise<Told> {
    return this.faults.putBack(input);
  }
}
