import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { AppError } from '../platform/app-error.js';
import { Metrics } from '../platform/metrics.js';
import {
  BIND_STATES,
  DATABASE_HEALTH,
  TEXT_HEALTH,
  type BindStates,
  type DatabaseHealth,
  type TextHealth,
} from '../platform/ports.js';
import { isFromThisMachine } from './neighbours.js';
import { readReadiness } from './readiness.js';

/** For supervisors, load balancers and scrapers. */
@Controller()
@ApiExcludeController()
export class HealthController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_HEALTH) private readonly database: DatabaseHealth,
    @Inject(TEXT_HEALTH) private readonly texts: TextHealth,
    @Inject(BIND_STATES) private readonly binds: BindStates,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  alive() {
    return { status: 'up' };
  }

  /** 200 or 503. Carriers are named only to those who ask from this machine. */
  @Get('readyz')
  async ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { database, texts, binds } = this;
    const { binds: states, ...state } = await readReadiness({ database, texts, binds, isSender: this.isSender });
    void reply.code(state.status === 'unavailable' ? 503 : 200);
    if (!isFromThisMachine(request)) return state;
    return {
      ...state,
      binds: states.map((bind) => ({
        carrier: bind.carrierId,
        name: bind.name,
        simulated: bind.isSimulated,
        state: bind.state,
        reason: bind.reason,
        since: bind.since.toISOString(),
      })),
    };
  }

  /** Prometheus text. A scraper runs beside the process, or reaches it through something that does. */
  @Get('metrics')
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!isFromThisMachine(request)) throw new AppError('request.not_found');
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  private get isSender(): boolean {
    return this.config.roles.includes('sender');
  }
}
