import { z } from 'zod';
import { Brand } from './formats.js';

/** The languages that the console speaks, as BCP 47 tags. */
export const CONSOLE_LANGUAGES = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar', 'he', 'zh-CN'] as const;

/**
 * What everyone, or those with most power (owners, admins, connectivity), must have besides a password. A passkey cannot
 * be given away on a page that only looks like this one (NIST SP 800-63B-4 3.2.5).
 */
export const SECOND_FACTOR_POLICIES = ['any', 'passkey_for_privileged', 'passkey'] as const;
export const SecondFactorPolicy = z.enum(SECOND_FACTOR_POLICIES);
export type SecondFactorPolicy = z.infer<typeof SecondFactorPolicy>;

/** Least and most, and what holds until someone changes it (OWASP ASVS 5 7.3). */
export const SESSION_LIMITS = {
  idle_minutes: { least: 5, most: 240, usual: 30 },
  absolute_hours: { least: 1, most: 24, usual: 12 },
  step_up_minutes: { least: 1, most: 60, usual: 10 },
} as const;

const within = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most);

const given = {
  brand: Brand.describe('Name of this installation: in the console, and in authenticator apps'),
  console_language: z.enum(CONSOLE_LANGUAGES).describe('For browsers that ask for none of the console’s languages'),
  second_factor: SecondFactorPolicy,
  idle_minutes: within(SESSION_LIMITS.idle_minutes).describe('A session ends when nobody was there for so long'),
  absolute_hours: within(SESSION_LIMITS.absolute_hours).describe('It ends so long after its sign-in, whatever happens'),
  step_up_minutes: within(SESSION_LIMITS.step_up_minutes).describe('How long a proof counts as fresh'),
};

/** `GET settings` */
export const Settings = z.object({
  ...given,
  version: z.int(),
  without_passkey: z.int().describe('Operators who have no passkey yet'),
  privileged_without_passkey: z.int(),
});
export type Settings = z.infer<typeof Settings>;

/** `PATCH settings` answers Settings; what is left out stays. It holds from the next request on, on every node. */
export const SettingsChange = z.strictObject({
  version: z.int(),
  brand: given.brand.optional(),
  console_language: given.console_language.optional(),
  second_factor: given.second_factor.optional(),
  idle_minutes: given.idle_minutes.optional(),
  absolute_hours: given.absolute_hours.optional(),
  step_up_minutes: given.step_up_minutes.optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

/** `GET appearance`: what a page needs before anyone has signed in. */
export const Appearance = z.object({ brand: z.string(), console_language: z.enum(CONSOLE_LANGUAGES) });
export type Appearance = z.infer<typeof Appearance>;
