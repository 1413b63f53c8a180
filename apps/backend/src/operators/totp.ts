import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands without being told (RFC 6238 with its defaults). */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 4 R6: 160 bits. */
const SEED_BYTES = 20;
/** RFC 6238 5.2: one step to either side, for clocks that differ and people who type slowly. */
const WINDOW = 1;

/** A new seed, in base32 as apps take it. */
export function newTotpSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/** The `otpauth://` URI that an app reads from a QR code. */
export function totpUri(seed: string, { email, issuer }: { email: string; issuer: string }): string {
  return new TOTP({ ...SHAPE, issuer, label: email, secret: Secret.fromBase32(seed) }).toString();
}

/**
 * The time step whose code was typed, near `at`; undefined for a wrong one. Whoever asks must see to it that no step
 * counts twice. Phones show a code with a gap, so spaces do not matter.
 */
export function stepOfTotpCode(seed: string, typed: string, at: Date): number | undefined {
  const token = typed.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^[0-9]{6}$/.test(token)) return undefined;
  const timestamp = at.getTime();
  const delta = TOTP.validate({ ...SHAPE, token, secret: Secret.fromBase32(seed), timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: SHAPE.period, timestamp }) + delta;
}
