import type { MessageStatus } from '@codewire/contracts';

const FINAL: readonly MessageStatus[] = ['delivered', 'undelivered', 'expired', 'failed'];

/** Nothing more will happen to a message in one of these states. */
export function isFinal(status: MessageStatus): boolean {
  return FINAL.includes(status);
}
