import type { FactorAdded } from '@codewire/contracts';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { makePasskey } from '../../lib/passkey';

/** Makes a passkey on this device and has the backend keep it. Throws PasskeyFailure or ApiFailure. */
export async function addPasskey(name: string): Promise<FactorAdded> {
  const { ticket, options } = await callFromBrowser(meCalls.passkeyOptions());
  const response = await makePasskey(options);
  return callFromBrowser(meCalls.addPasskey({ ticket, response, name }));
}
