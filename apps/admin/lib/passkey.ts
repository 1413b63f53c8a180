import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** `wrong_origin`: the page's address is not the one that passkeys were made for. `known`: this device has one already. */
export type PasskeyTrouble = 'unsupported' | 'cancelled' | 'known' | 'wrong_origin' | 'failed';

/** Why a browser gave no passkey. Its words are in the console's languages, not the browser's. */
export class PasskeyFailure extends Error {
  override readonly name = 'PasskeyFailure';

  constructor(readonly trouble: PasskeyTrouble) {
    super(trouble);
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Browsers offer passkeys over https and on localhost only. */
export function canUsePasskeys(): boolean {
  return typeof window !== 'undefined' && window.PublicKeyCredential !== undefined;
}

/** Has the browser make a passkey, and resolves with what the backend keeps of it. Throws PasskeyFailure. */
export function makePasskey(options: Json): Promise<Json> {
  return inPlainWords(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
    return { ...(await startRegistration({ optionsJSON })) };
  });
}

/** Has the browser prove a passkey. Throws PasskeyFailure. */
export function provePasskey(options: Json): Promise<Json> {
  return inPlainWords(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
    return { ...(await startAuthentication({ optionsJSON })) };
  });
}

async function inPlainWords(ceremony: () => Promise<Json>): Promise<Json> {
  if (!canUsePasskeys()) throw new PasskeyFailure('unsupported');
  try {
    return await ceremony();
  } catch (error) {
    throw new PasskeyFailure(troubleOf(error));
  }
}

/** By the names of WebAuthn's own errors (Level 3, 5.1.3 and 5.1.4). */
export function troubleOf(error: unknown): PasskeyTrouble {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return 'cancelled';
    case 'InvalidStateError':
      return 'known';
    case 'SecurityError':
      return 'wrong_origin';
    case 'NotSupportedError':
    case 'ConstraintError':
      return 'unsupported';
    default:
      return 'failed';
  }
}
