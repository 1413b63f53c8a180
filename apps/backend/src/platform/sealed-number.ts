import type { PhoneNumber } from '@codewire/otp';
import type { Keyring } from './keyring.js';

/** What a sealed number belongs to. Message and verification share one ciphertext, so both name the verification. */
export interface NumberOwner {
  readonly verificationId: string;
  readonly applicationId: string;
}

/** What is covered beside the number: it opens nowhere else. */
export const numberContext = ({ verificationId, applicationId }: NumberOwner) =>
  `verification.number|${verificationId}|${applicationId}`;

export function sealNumber(keyring: Keyring, number: PhoneNumber, owner: NumberOwner): Buffer {
  return keyring.encrypt(number, numberContext(owner));
}

/** Throws when the ciphertext belongs to another row: a copied or swapped column must not send a code elsewhere. */
export function openNumber(keyring: Keyring, sealed: Buffer, owner: NumberOwner): PhoneNumber {
  return keyring.decrypt(sealed, numberContext(owner)) as PhoneNumber;
}
