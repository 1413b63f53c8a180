import type { Part } from '../../lib/i18n/words-of';

/** What the frame of the console says, whatever room is open. */
export const FRAME_WORDS = [
  'cause',
  'health',
  'palette',
  'permissions',
  'rooms',
  'shell',
  'shortcuts',
] as const satisfies readonly Part[];
