import type { TracedPdu } from '@codewire/contracts';
import { isRefusal } from '../../lib/pdu';
import type { CarrierFilters } from './carrier-filters';

export interface CommandCount {
  /** A request together with its answers. */
  readonly command: string;
  readonly out: number;
  readonly in: number;
  /** By name, with how often; without those that were well. */
  readonly refusals: readonly { readonly status: string; readonly count: number }[];
}

const ANSWER = /_resp$/;

/** How many of each command went which way, the most frequent first, and what was refused. */
export function countsOf(pdus: readonly TracedPdu[]): CommandCount[] {
  const commands = [...new Set(pdus.map(({ command }) => command.replace(ANSWER, '')))];
  const counts = commands.map((command) => {
    const own = pdus.filter((pdu) => pdu.command.replace(ANSWER, '') === command);
    const statuses = own.filter(isRefusal).map((pdu) => pdu.command_status);
    return {
      command,
      out: own.filter(({ direction }) => direction === 'out').length,
      in: own.filter(({ direction }) => direction === 'in').length,
      refusals: [...new Set(statuses)].map((status) => ({
        status,
        count: statuses.filter((one) => one === status).length,
      })),
    };
  });
  return counts.sort((one, other) => other.out + other.in - one.out - one.in);
}

/** Those that the filters leave, in their order. */
export function matchingPdus(
  pdus: readonly TracedPdu[],
  { command, direction, slot }: Pick<CarrierFilters, 'command' | 'direction' | 'slot'>,
): TracedPdu[] {
  return pdus.filter(
    (pdu) =>
      (command === '' || pdu.command === command) &&
      (direction === '' || pdu.direction === direction) &&
      (slot === '' || String(pdu.slot) === slot),
  );
}
