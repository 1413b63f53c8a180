import type { LinkClock } from './link.types.js';

/**
 * The time as it was when the process started, and how long it has run since: it never jumps. By the wall clock an hour
 * put forward would expire whatever waits for its submit, and one put back would keep a dead link for an hour.
 */
export const systemClock: LinkClock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};
