import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Lets the framework's own lines go the way of ours. What it says while all is well is for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(line(message, rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(line(message, rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(line(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.sink.warn(line(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.sink.fault('framework', message);
    else this.sink.error(line(message, rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** The framework passes the name of the speaking class last. */
function line(message: unknown, rest: readonly unknown[]) {
  const context = rest.at(-1);
  return {
    event: 'framework',
    reason: typeof message === 'string' ? message : typeof message,
    ...(typeof context === 'string' ? { context } : {}),
  };
}
