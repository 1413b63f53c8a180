import { PasskeyOptions, SessionView, type PasskeySignIn, type TotpStepUp } from '@codewire/contracts';
import { get, NOTHING, post, type ApiCall } from './call';

/** Who is signed in, the proof that it is still that person, and the way out. */
export const sessionCalls = {
  session: (): ApiCall<SessionView> => get('session', SessionView),
  signOut: (): ApiCall<undefined> => post('sign-out', {}, NOTHING),
  stepUpByTotp: (body: TotpStepUp): ApiCall<SessionView> => post('session/step-up/totp', body, SessionView),
  stepUpPasskeyOptions: (): ApiCall<PasskeyOptions> => post('session/step-up/passkey/options', {}, PasskeyOptions),
  stepUpByPasskey: (body: PasskeySignIn): ApiCall<SessionView> => post('session/step-up/passkey', body, SessionView),
};
