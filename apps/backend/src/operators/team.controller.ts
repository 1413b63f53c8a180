import {
  Invite,
  OperatorChange,
  ResetRequest,
  type OneTimeLink,
  type OperatorRow,
  type SessionList,
  type Team as TeamView,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { authorOf, signedInOf } from '../platform/signed-in.js';
import { body, noBody } from '../platform/validation.js';
import { TeamSessions } from './team-sessions.service.js';
import { Team, type Asking } from './team.service.js';

/** The people behind the console. */
@Controller('api/admin/team')
export class TeamController {
  constructor(
    private readonly team: Team,
    private readonly teamSessions: TeamSessions,
  ) {}

  @Get()
  @Permit('team.manage')
  read(): Promise<TeamView> {
    return this.team.read();
  }

  @Post('invitations')
  @Permit('team.manage', { stepUp: true })
  invite(@Req() request: FastifyRequest, @Body(body(Invite)) input: Invite): Promise<OneTimeLink> {
    return this.team.invite(asking(request), input);
  }

  @Delete('invitations/:id')
  @HttpCode(204)
  @Permit('team.manage')
  withdraw(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.team.withdraw(asking(request), id);
  }

  @Patch('operators/:id')
  @Permit('team.manage', { stepUp: true })
  change(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(OperatorChange)) input: OperatorChange,
  ): Promise<OperatorRow> {
    return this.team.change(asking(request), id, input);
  }

  @Delete('operators/:id')
  @HttpCode(204)
  @Permit('team.manage', { stepUp: true })
  remove(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.team.remove(asking(request), id);
  }

  @Post('operators/:id/reset')
  @Permit('team.manage', { stepUp: true })
  reset(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(ResetRequest)) input: ResetRequest,
  ): Promise<OneTimeLink> {
    return this.team.reset(asking(request), id, input);
  }

  @Get('operators/:id/sessions')
  @Permit('team.manage')
  sessions(@Req() request: FastifyRequest, @Param('id') id: string): Promise<SessionList> {
    return this.teamSessions.list(asking(request), id);
  }

  @Delete('operators/:id/sessions/:session')
  @HttpCode(204)
  @Permit('team.manage')
  endSession(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('session') sessionId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.teamSessions.endOne(asking(request), id, sessionId);
  }

  @Delete('operators/:id/sessions')
  @HttpCode(204)
  @Permit('team.manage')
  endSessions(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.teamSessions.endAll(asking(request), id);
  }
}

function asking(request: FastifyRequest): Asking {
  return { signedIn: signedInOf(request), author: authorOf(request) };
}
