import { bindBody } from './bind-body.js';
import type { EnquireLinkOptions } from './enquire-link.js';
import type { LinkOptions } from './link.types.js';
import type { PaceOptions } from './pace.js';
import { DEFAULT_STYLE } from './submit-style.js';
import type { SubmitsOptions } from './submits.js';

/** The numbers that a link takes where its options name none: see LinkOptions. */
export function submitsOptions(options: LinkOptions): SubmitsOptions {
  return {
    windowSize: options.windowSize ?? 10,
    maxQueued: options.maxQueued ?? 10_000,
    responseTimeoutMs: responseTimeoutMs(options),
    muteAfterMs: options.muteAfterMs ?? 3_000,
    style: options.style ?? DEFAULT_STYLE,
    statusActions: options.statusActions ?? new Map(),
  };
}

export function paceOptions(options: LinkOptions): PaceOptions {
  return {
    segmentsPerSecond: options.segmentsPerSecond ?? null,
    windowSize: options.windowSize ?? 10,
    random: options.random ?? Math.random,
  };
}

export function enquireLinkOptions(options: LinkOptions): EnquireLinkOptions {
  return {
    everyMs: options.enquireLinkMs ?? 15_000,
    timeoutMs: options.enquireLinkTimeoutMs ?? 10_000,
    misses: options.enquireLinkMisses ?? 2,
  };
}

export function responseTimeoutMs({ responseTimeoutMs: timeoutMs = 10_000 }: LinkOptions): number {
  return timeoutMs;
}

export function assertOptions(options: LinkOptions): void {
  const { port, windowSize = 10, segmentsPerSecond = null } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError('port');
  if (!Number.isInteger(windowSize) || windowSize < 1) throw new RangeError('windowSize');
  if (segmentsPerSecond !== null && !(segmentsPerSecond > 0)) throw new RangeError('segmentsPerSecond');
  bindBody(options);
}
