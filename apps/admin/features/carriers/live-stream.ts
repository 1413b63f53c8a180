import { LiveBinds } from '@codewire/contracts';
import { followStream } from '../../lib/api/live-stream';

export interface LiveListener {
  readonly onBinds: (binds: LiveBinds) => void;
  /** The stream stands: something came, if only a sign of life. */
  readonly onSign: () => void;
  /** It ended, broke, or fell silent; another one is opened a moment later. */
  readonly onLost: () => void;
}

/** How carriers stand, for as long as the signal is not aborted. */
export function followBinds({ onBinds, onSign, onLost }: LiveListener, signal: AbortSignal): Promise<void> {
  return followStream(
    'carriers/live',
    {
      onEvent: ({ name, data }) => {
        onSign();
        const told = name === 'binds' ? LiveBinds.safeParse(JSON.parse(data)) : undefined;
        if (told?.success === true) onBinds(told.data);
      },
      onLost,
    },
    signal,
  );
}
