import type { Attempt } from '@codewire/contracts';

type Answer = Pick<Attempt, 'command_status' | 'command_status_name'>;

/** `command_status` as SMPP writes it (3.4, 5.1.3): its name and eight hex digits, of a code without a name these alone. */
export function statusText({ command_status: status, command_status_name: name }: Answer): string | null {
  if (status === null) return null;
  // Kept in 32 bits with a sign.
  const hex = `0x${(status >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
  return name && name !== hex ? `${name} ${hex}` : hex;
}
