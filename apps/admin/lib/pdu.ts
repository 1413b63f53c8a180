import type { TracedPdu } from '@codewire/contracts';

const WELL = 'ESME_ROK';

/** Requests carry the status of "no error", too. */
export const isRefusal = ({ command_status: status }: Pick<TracedPdu, 'command_status'>) => status !== WELL;
