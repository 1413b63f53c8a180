import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import type { PasskeyOptions } from '@codewire/contracts';
import type { Queryable } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { findPasskey, type KnownPasskey, type NewPasskey, type PasskeyRow } from './passkey.store.js';

const RP_NAME = 'Codewire';
/** As long as the ticket lives. */
const TIMEOUT_MS = 300_000;
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

type Options = PasskeyOptions['options'];

/** A question to a browser; `challenge` must be kept for its answer. */
export interface Question {
  readonly options: Options;
  readonly challenge: string;
}

/**
 * WebAuthn Level 3. Passkeys are found by the browser itself (discoverable credentials) and always ask for a finger, a
 * face or a PIN (user verification), so one alone is two factors. They hold for the console's origin and no other.
 */
export class Passkeys {
  private readonly rpID: string;

  constructor(private readonly consoleOrigin: string) {
    this.rpID = new URL(consoleOrigin).hostname;
  }

  /** Asks for one of these; with none, for whichever the browser has. */
  async askToSignIn(passkeys: readonly PasskeyRow[]): Promise<Question> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      allowCredentials: passkeys.map(describe),
      userVerification: 'required',
      timeout: TIMEOUT_MS,
    });
    return { options: { ...options }, challenge: options.challenge };
  }

  /**
   * The passkey that this answer names, with its counter now; without one the answer is not of its making, or not to
   * this question. Throws `auth.passkey_refused` for a passkey that nobody has.
   */
  async verifySignIn(
    sql: Queryable,
    response: Record<string, unknown>,
    challenge: string,
  ): Promise<{ readonly passkey: KnownPasskey; readonly counter: number | undefined }> {
    const passkey = await findPasskey(sql, credentialIdOf(response));
    if (passkey === undefined) throw passkeyRefused();
    return {
      passkey,
      counter: await this.counterOf(response as unknown as AuthenticationResponseJSON, challenge, passkey),
    };
  }

  async askToAdd(
    operator: { readonly id: string; readonly email: string; readonly name: string },
    passkeys: readonly PasskeyRow[],
  ): Promise<Question> {
    const options = await generateRegistrationOptions({
      rpName: RP_NAME,
      rpID: this.rpID,
      userName: operator.email,
      userDisplayName: operator.name,
      userID: new TextEncoder().encode(operator.id),
      excludeCredentials: passkeys.map(describe),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestationType: 'none',
      timeout: TIMEOUT_MS,
    });
    return { options: { ...options }, challenge: options.challenge };
  }

  /** What is to be kept of a new passkey. Throws `auth.passkey_refused`. */
  async verifyAdded(
    response: Record<string, unknown>,
    challenge: string,
  ): Promise<Pick<NewPasskey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>> {
    const credential = await this.credentialOf(response as unknown as RegistrationResponseJSON, challenge);
    if (credential === undefined) throw passkeyRefused();
    // Not covered by any signature: whatever it is, only words that are known are kept.
    const told: unknown[] = Array.isArray(credential.transports) ? credential.transports : [];
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: TRANSPORTS.filter((transport) => told.includes(transport)),
    };
  }

  // The library throws at whatever does not fit; its words repeat what was sent, so they go no further.
  private async counterOf(response: AuthenticationResponseJSON, expectedChallenge: string, passkey: KnownPasskey) {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.consoleOrigin,
        expectedRPID: this.rpID,
        credential: {
          id: passkey.credentialId.toString('base64url'),
          publicKey: new Uint8Array(passkey.publicKey),
          counter: passkey.counter,
        },
      });
      return verified && isOwnHandle(response, passkey) ? authenticationInfo.newCounter : undefined;
    } catch {
      return undefined;
    }
  }

  private async credentialOf(response: RegistrationResponseJSON, expectedChallenge: string) {
    try {
      assertNoCertificates(response);
      const { registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.consoleOrigin,
        expectedRPID: this.rpID,
      });
      return registrationInfo?.credential;
    } catch {
      return undefined;
    }
  }
}

/** With certificates in it, the library would ask the servers that they name whether they are revoked. */
function assertNoCertificates({ response }: RegistrationResponseJSON): void {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const isOwnWord = attestation.get('fmt') === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (attestation.get('fmt') !== 'none' && !isOwnWord) throw new Error('no attestation was asked for');
}

/** A discoverable credential tells whose it is (WebAuthn 7.2 step 6). */
function isOwnHandle({ response: { userHandle } }: AuthenticationResponseJSON, { operatorId }: KnownPasskey): boolean {
  return !userHandle || Buffer.from(userHandle, 'base64url').toString('utf8') === operatorId;
}

function describe({ credentialId, transports }: PasskeyRow) {
  return { id: credentialId.toString('base64url'), transports };
}

function credentialIdOf({ id }: Record<string, unknown>): Buffer {
  if (typeof id !== 'string') throw passkeyRefused();
  return Buffer.from(id, 'base64url');
}

export function passkeyRefused(): AppError {
  return new AppError('auth.passkey_refused');
}
