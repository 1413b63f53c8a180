import type { RequestListener } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { AppError } from './app-error.js';
import { Closing } from './closing.js';
import { honourBodyLimits } from './body-limit.js';
import { isAdminRequest, isServedAt } from './doors.js';
import { answerBrokenRequest, BODY_LIMIT_BYTES } from './http-server.js';
import { readJsonBody } from './json-body.js';
import { Listeners, type OpenPorts } from './listeners.js';
import { Log } from './log.js';
import { MethodTable } from './method-table.js';
import { Metrics } from './metrics.js';
import { NestLog } from './nest-log.js';
import { mountDocs } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { ProblemWriter } from './problem-writer.js';
import { addPagePolicy, beginRequest, endRequest, judgeRequest } from './request-hooks.js';

export interface HttpAppOptions {
  /** True for errors that mean "the database is not there": they are answered 503, not 500. */
  readonly isUnavailable: (error: unknown) => boolean;
}

/** One application behind two listeners; `doors.ts` says what is to be had at which. */
export interface HttpApp {
  readonly nest: NestFastifyApplication;
  /** Opens the doors. Throws with words for the operator when a port is taken. */
  listen(): Promise<OpenPorts>;
  /** Takes no new request, lets those under way end for at most `drainMs`, then shuts the application down. */
  close(drainMs: number): Promise<void>;
}

/** What must exist before the application does; the application tells it how to answer. */
interface Front {
  readonly listeners: Listeners;
  readonly adapter: FastifyAdapter;
  isClosing: boolean;
  answerBadUrl(error: Error, request: FastifyRequest, reply: FastifyReply): void;
}

export async function createHttpApp(module: DynamicModule | Type, options: HttpAppOptions): Promise<HttpApp> {
  const front = createFront();
  const nest = await NestFactory.create<NestFastifyApplication>(module, front.adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  nest.useLogger(new NestLog(nest.get(Log)));
  const config = nest.get<Config>(CONFIG);
  readJsonOnly(front.adapter.getInstance());
  honourBodyLimits(front.adapter.getInstance());
  installEdge(nest, front, config, options);
  if (config.roles.includes('api')) mountDocs(nest, config);
  await nest.init();
  return {
    nest,
    listen: () => front.listeners.open(config, (port, host) => nest.listen(port, host)),
    close: async (drainMs) => {
      front.isClosing = true;
      nest.get(Closing).begin();
      await front.listeners.drain(drainMs);
      await nest.close();
    },
  };
}

function createFront(): Front {
  const listeners = new Listeners();
  const adapter = new FastifyAdapter({
    serverFactory: (route: RequestListener) => listeners.attach(route),
    // No middleware is used anywhere, so its layer is left out of every request's way.
    skipMiddie: true,
    bodyLimit: BODY_LIMIT_BYTES,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      front.answerBadUrl(error, request, reply),
  });
  const front: Front = {
    listeners,
    adapter,
    isClosing: false,
    answerBadUrl: (_error, _request, reply) => void reply.code(400).send(),
  };
  return front;
}

/** Anything but JSON is 415. */
function readJsonOnly(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, octets, done) => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    // RFC 8259 8.1: between systems JSON is UTF-8.
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
      done(new AppError('request.unsupported_media_type'));
    } else {
      done(null, readJsonBody(octets as Buffer));
    }
  });
}

function installEdge(nest: NestFastifyApplication, front: Front, config: Config, options: HttpAppOptions): void {
  const log = nest.get(Log);
  const metrics = nest.get(Metrics);
  const isServed = (request: FastifyRequest, pattern: string) =>
    isServedAt(pattern, { isAdmin: isAdminRequest(request), roles: config.roles });
  const methods = new MethodTable(front.adapter.getInstance(), isServed);
  const filter = new ProblemFilter({ writer: nest.get(ProblemWriter), log, methods, ...options });
  nest.useGlobalFilters(filter);
  front.adapter.setOnRequestHook((request, reply, done) => {
    beginRequest(request, reply, front.isClosing);
    addPagePolicy(request, reply);
    done(judgeRequest(request, config));
  });
  front.adapter.setOnResponseHook((request, reply, done) => {
    endRequest(request, reply, log, metrics);
    done();
  });
  // A path that the router cannot decode comes past no hook.
  front.answerBadUrl = (error, request, reply) => {
    beginRequest(request, reply, front.isClosing);
    filter.answer(error, request, reply);
    endRequest(request, reply, log, metrics);
  };
}
