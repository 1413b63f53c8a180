import {
  LinkAccepted,
  LinkView,
  PasskeyOptions,
  SetupView,
  SignInAnswer,
  type CodeSignIn,
  type LinkAccept,
  type LinkRead,
  type PasskeySignIn,
  type PasskeySignInBegin,
  type PasswordSignIn,
  type SetupClaim,
  type SetupFinish,
  type SetupOwner,
} from '@codewire/contracts';
import { get, NOTHING, post, type ApiCall } from './call';

/** Coming in: by password, code or passkey, by a one-time link, and for the very first time. */
export const entryCalls = {
  signInByPassword: (body: PasswordSignIn): ApiCall<SignInAnswer> => post('sign-in/password', body, SignInAnswer),
  signInByTotp: (body: CodeSignIn): ApiCall<SignInAnswer> => post('sign-in/totp', body, SignInAnswer),
  signInByRecoveryCode: (body: CodeSignIn): ApiCall<SignInAnswer> => post('sign-in/recovery-code', body, SignInAnswer),
  passkeyOptions: (body: PasskeySignInBegin): ApiCall<PasskeyOptions> =>
    post('sign-in/passkey/options', body, PasskeyOptions),
  signInByPasskey: (body: PasskeySignIn): ApiCall<SignInAnswer> => post('sign-in/passkey', body, SignInAnswer),

  readLink: (body: LinkRead): ApiCall<LinkView> => post('links/read', body, LinkView),
  acceptLink: (body: LinkAccept): ApiCall<LinkAccepted> => post('links/accept', body, LinkAccepted),

  setup: (): ApiCall<SetupView> => get('setup', SetupView),
  claimSetup: (body: SetupClaim): ApiCall<undefined> => post('setup/claim', body, NOTHING),
  createOwner: (body: SetupOwner): ApiCall<undefined> => post('setup/owner', body, NOTHING),
  finishSetup: (body: SetupFinish): ApiCall<undefined> => post('setup/finish', body, NOTHING),
};
