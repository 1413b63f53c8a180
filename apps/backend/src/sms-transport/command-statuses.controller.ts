import type { CommandStatusList } from '@codewire/contracts';
import { actionFor, describeStatus, NAMED_STATUSES } from '@codewire/sms';
import { Controller, Get } from '@nestjs/common';
import { Permit } from '../platform/permit.js';

/** What carriers' answers mean and what follows them. The specification's own, so everyone may read it. */
@Controller('api/admin/command-statuses')
export class CommandStatusesController {
  @Get()
  @Permit('console.read')
  list(): CommandStatusList {
    return { data: NAMED_STATUSES.filter((status) => status !== 0).map(toRow) };
  }
}

function toRow(status: number): CommandStatusList['data'][number] {
  const { hex, name, meaning, likelyCause } = describeStatus(status);
  return { status: hex, name, meaning, likely_cause: likelyCause, action: actionFor(status) };
}
