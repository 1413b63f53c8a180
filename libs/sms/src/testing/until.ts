import { vi } from 'vitest';

// A limit for the broken case only: under load a turn of the event loop can take long.
const PATIENCE = { interval: 1, timeout: 4_500 };

/** Waits until the condition holds and answers its value. */
export async function until<T>(condition: () => T | undefined | false, otherwise: string): Promise<T> {
  return vi.waitFor(() => {
    const value = condition();
    if (value === undefined || value === false) throw new Error(otherwise);
    return value;
  }, PATIENCE);
}
