import type { Profile } from '@codewire/contracts';

/** How many second factors there are. Of the last one nobody is rid without another. */
export function factorCount({ passkeys, has_totp: hasTotp }: Pick<Profile, 'passkeys' | 'has_totp'>): number {
  return passkeys.length + (hasTotp ? 1 : 0);
}
