import type { Appearance } from '@codewire/contracts';
import { callApi } from './api/client';
import { settingsCalls } from './api/settings-calls';
import { consoleConfig } from './config';

/** Every page asks for it, some in three places: they share an answer. Whoever has just saved a name sees it. */
const KEPT_MILLISECONDS = 250;
/** A page does not wait for its name. */
const PATIENCE_MILLISECONDS = 500;

const USUAL: Appearance = { brand: 'Codewire', console_language: 'en' };

let known = USUAL;
let askedAt = -Infinity;
let asking: Promise<void> | undefined;

/** How the console is called and what it speaks where nobody says; as last known while the backend is away. Never throws. */
export async function appearance(): Promise<Appearance> {
  if (asking !== undefined || performance.now() - askedAt > KEPT_MILLISECONDS) {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking;
  }
  return known;
}

async function ask(): Promise<void> {
  // From when it was asked, not answered: what is saved meanwhile is not in it.
  askedAt = performance.now();
  try {
    known = await callApi(settingsCalls.appearance(), {
      origin: consoleConfig().adminApiOrigin,
      language: 'en',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
  } catch {
    // The last known name will do.
  }
}
