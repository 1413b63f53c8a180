import type { ErrorCode } from '@codewire/contracts';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { FastifyRequest } from 'fastify';
import { isId } from './ids.js';
import { describeError, toSafeLine } from './log-line.js';

/** A line names its event; of its other fields those on the allow-list are written. */
export type LogLine = { readonly event: string } & Readonly<Record<string, unknown>>;

/** What became of one submit, in one line. */
export interface DispatchLine {
  readonly event: 'dispatch';
  readonly application: string;
  readonly message: string;
  readonly carrier: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly reason?: string | null | undefined;
  /** Of a refusal: what the carrier answered, in digits and in words. */
  readonly command_status?: string;
  readonly meaning?: string;
  /** `unknown_status`: no table has a row for the code that the carrier refused with. */
  readonly cause?: 'unknown_status';
  readonly ms: number;
}

/** One message that a receipt has moved. */
export interface ReceiptLine {
  readonly event: 'receipt';
  readonly message: string;
  readonly carrier: string;
  readonly state: string;
}

/** One request, in one line. The route is the pattern: a raw URL holds ids and whatever a stranger typed. */
export interface RequestLine {
  readonly event: 'request';
  readonly request_id: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly application?: string | undefined;
  readonly verification?: string | undefined;
  readonly message?: string | undefined;
  readonly operator?: string | undefined;
  /** The refusal's code. */
  readonly problem?: string | undefined;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface LogOptions {
  readonly level: LogLevel | 'silent';
  readonly nodeId: string;
  /** Where lines go; standard output, written in blocks, unless a test looks at them. */
  readonly destination?: DestinationStream & { flushSync?: () => void };
}

/** JSON lines on standard output. Numbers that look like phone numbers are masked, whatever field they are in. */
export class Log {
  private readonly destination: DestinationStream & { flushSync?: () => void };
  private readonly pino: Logger;

  constructor({ level, nodeId, destination = standardOutput() }: LogOptions) {
    this.destination = destination;
    const timestamp = pino.stdTimeFunctions.isoTime;
    const formatters = { level: (label: string) => ({ level: label }) };
    this.pino = pino({ level, base: { node: nodeId }, timestamp, formatters }, destination);
  }

  debug(line: LogLine): void {
    this.write('debug', line);
  }

  info(line: LogLine): void {
    this.write('info', line);
  }

  warn(line: LogLine): void {
    this.write('warn', line);
  }

  error(line: LogLine): void {
    this.write('error', line);
  }

  /** A bug or a broken neighbour: the event and the error with its causes. */
  fault(event: string, error: unknown): void {
    this.write('error', { event, ...describeError(error) });
  }

  /** The last words of a process. */
  fatal(event: string, error: unknown): void {
    this.write('fatal', { event, ...describeError(error) });
    this.flush();
  }

  dispatch(line: DispatchLine): void {
    this.write(line.outcome === 'submitted' ? 'info' : 'warn', { ...line });
  }

  /** Every field of this line is of our own making, so the most frequent of lines needs no second look. */
  request(level: LogLevel, line: RequestLine): void {
    if (this.pino.isLevelEnabled(level)) this.pino[level](line);
  }

  /** As frequent as requests, and of our own making too. */
  receipt(line: ReceiptLine): void {
    if (this.pino.isLevelEnabled('info')) this.pino.info(line);
  }

  /** Everything said so far is out when this returns. */
  flush(): void {
    try {
      this.destination.flushSync?.();
    } catch {
      // Where the lines went is gone or full; there is no better place to say so.
    }
  }

  private write(level: LogLevel, line: LogLine): void {
    if (this.pino.isLevelEnabled(level)) this.pino[level](toSafeLine(line));
  }
}

/** Blocks of 4 KiB cost a fraction of a write per line; a quiet process still shows a line within half a second. */
function standardOutput(): DestinationStream & { flushSync: () => void } {
  const output = pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 });
  // A full disk or a reader that went away costs lines, not the service.
  output.on('error', () => undefined);
  return output;
}

/** What is known about a request while it lasts. */
export interface RequestContext {
  readonly id: string;
  /** By the monotonic clock, in milliseconds. */
  readonly startedAt: number;
  applicationId?: string;
  /** Ids of ours: text that a caller only typed must not come here. */
  verificationId?: string;
  messageId?: string;
  operatorId?: string;
  /** The code of the refusal it was answered with. */
  problem?: ErrorCode;
}

const contexts = new WeakMap<object, RequestContext>();

export function beginRequestContext(request: FastifyRequest, context: RequestContext): void {
  contexts.set(request, context);
}

/** Throws outside of a request that our HTTP front took in. */
export function requestContext(request: FastifyRequest): RequestContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('this request did not come through the HTTP front');
  return context;
}

/** What a request is about, for its line. Of what a caller typed only what has the form of our ids is taken. */
export function noteSubject(request: FastifyRequest, ids: { verificationId?: string; messageId?: string }): void {
  const context = requestContext(request);
  if (ids.verificationId !== undefined && isId('ver', ids.verificationId)) context.verificationId = ids.verificationId;
  if (ids.messageId !== undefined && isId('msg', ids.messageId)) context.messageId = ids.messageId;
}
