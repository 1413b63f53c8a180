import type { BindState, ConsoleContext } from '@codewire/contracts';
import type { Tone } from '../../ui/badge';

/** Worst first: what an operator should hear about before anything else. */
const WORST_FIRST: readonly BindState[] = ['down', 'connecting', 'binding', 'draining', 'throttled', 'idle', 'bound'];

const TONES: Record<BindState, Tone> = {
  down: 'bad',
  connecting: 'warn',
  binding: 'warn',
  draining: 'warn',
  throttled: 'warn',
  idle: 'calm',
  bound: 'ok',
};

export function toneOfBind(state: BindState): Tone {
  return TONES[state];
}

/** The bind state that describes all carriers at once, or null without carriers. */
export function worstBindState(carriers: ConsoleContext['carriers']): BindState | null {
  return WORST_FIRST.find((state) => carriers.some((carrier) => carrier.bind.state === state)) ?? null;
}
