/**
 * A queue holds the messages that wait for the same carriers. Its name, message.next_carriers, is these carriers: best
 * first, with a blank between. In the queue without a name wait those that no carrier may take for now.
 */
export type QueueName = string;

export const queueOf = (carrierIds: readonly string[]): QueueName => carrierIds.join(' ');

export const carriersOf = (queue: QueueName): string[] => (queue === '' ? [] : queue.split(' '));
