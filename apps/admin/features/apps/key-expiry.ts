/** For how many days a key may be made, or until a day that is named. */
export const EXPIRIES = ['never', '30', '90', '365', 'day'] as const;
export type Expiry = (typeof EXPIRIES)[number];

const DAY_MILLISECONDS = 86_400_000;

/** The instant at which a key ends, the whole of a named day included; null: never. */
export function expiryOf(expiry: Expiry, day: string, now: number): string | null {
  if (expiry === 'never') return null;
  if (expiry === 'day') return new Date(`${day}T23:59:59`).toISOString();
  return new Date(now + Number(expiry) * DAY_MILLISECONDS).toISOString();
}
