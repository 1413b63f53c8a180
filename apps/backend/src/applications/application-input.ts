import { KEY_SCOPES, type ApplicationChange, type KeyScope, type PolicyView } from '@codewire/contracts';
import { canonicalTag, findIdleWindow } from '@codewire/otp';
import { AppError, type FieldError } from '../platform/app-error.js';
import { canonicalRange } from './address-list.js';
import { toPolicy } from './application.views.js';
import type { ApplicationChanges } from './applications.js';

/** A language in its canonical form. */
export function readLanguage(text: string): string {
  const tag = canonicalTag(text);
  if (tag === undefined) throw invalid({ field: 'default_language', reason: 'not_a_language' });
  return tag;
}

export function readChange(input: ApplicationChange): ApplicationChanges {
  const { name, sender, default_language: language, app_hashes: appHashes, hosts } = input;
  const { policy, policy_version: madeFrom } = input;
  return {
    ...(name !== undefined && { name }),
    ...(sender !== undefined && { sender }),
    ...(language !== undefined && { defaultLanguage: readLanguage(language) }),
    ...(appHashes !== undefined && { appHashes: [...new Set(appHashes)] }),
    ...(hosts !== undefined && { hosts: [...new Set(hosts)] }),
    ...(policy !== undefined && { policy: readPolicy(policy, madeFrom) }),
  };
}

function readPolicy(view: PolicyView, madeFrom: number | undefined): NonNullable<ApplicationChanges['policy']> {
  if (madeFrom === undefined) throw invalid({ field: 'policy_version', reason: 'missing' });
  for (const name of ['send_windows', 'wrong_check_windows'] as const) {
    const place = findIdleWindow(view[name]);
    if (place !== undefined) throw invalid({ field: `policy.${name}.${place}`, reason: 'not_wider' });
  }
  return { rules: toPolicy(view), madeFrom };
}

/** Each once, in the order of the list. A code is answered by a start alone, so `reveal` is nothing without it. */
export function readScopes(given: readonly KeyScope[]): KeyScope[] {
  if (given.includes('reveal') && !given.includes('start')) throw invalid({ field: 'scopes', reason: 'needs_start' });
  return KEY_SCOPES.filter((scope) => given.includes(scope));
}

/** Each range once, in the spelling that is stored. */
export function readAddresses(given: readonly string[]): string[] {
  const ranges = given.map((text, place) => {
    const range = canonicalRange(text);
    if (range === undefined) throw new AppError('key.address_invalid', { field: `addresses.${place}` });
    return range;
  });
  return [...new Set(ranges)];
}

export function readExpiry(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function invalid(error: FieldError): AppError {
  return new AppError('request.invalid', { field: error.field, errors: [error] });
}
