import type { Clock } from '../platform/clock.js';
import type { Keyring } from '../platform/keyring.js';
import type { Account } from './account.store.js';
import { stepOfTotpCode } from './totp.js';

/** The seeds of authenticator apps, sealed for the row that they stand in. */
export class TotpSeeds {
  constructor(
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  seal(operatorId: string, seed: string): Buffer {
    return this.keyring.encrypt(seed, contextOf(operatorId));
  }

  /** The time step of a code of this account's app; undefined when it is wrong, or there is no app. */
  stepOf({ id, totpSealed }: Account, code: string): number | undefined {
    return totpSealed === null ? undefined : this.stepIn(this.keyring.decrypt(totpSealed, contextOf(id)), code);
  }

  /** The same for a seed that is not stored yet. */
  stepIn(seed: string, code: string): number | undefined {
    return stepOfTotpCode(seed, code, this.clock.now());
  }
}

function contextOf(operatorId: string): string {
  return `operator.totp_sealed|${operatorId}`;
}
