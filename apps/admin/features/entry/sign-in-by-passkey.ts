import type { SignInAnswer } from '@codewire/contracts';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { provePasskey } from '../../lib/passkey';

/** Without a ticket the passkey says who it is; with one it is the second factor of who has typed a password. */
export async function signInByPasskey(ticket?: string): Promise<SignInAnswer> {
  const begun = await callFromBrowser(entryCalls.passkeyOptions(ticket === undefined ? {} : { ticket }));
  const response = await provePasskey(begun.options);
  return callFromBrowser(entryCalls.signInByPasskey({ ticket: begun.ticket, response }));
}
