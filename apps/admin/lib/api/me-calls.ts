import {
  CheckResponse,
  FactorAdded,
  PasskeyOptions,
  Profile,
  TotpBegun,
  TryResponse,
  type OwnPhoneCheck,
  type OwnPhoneRequest,
  type PasskeyAdd,
  type PasswordChange,
  type ProfileChange,
  type TotpConfirm,
} from '@codewire/contracts';
import { get, NOTHING, part, patch, post, remove, type ApiCall } from './call';

/** One's own account. */
export const meCalls = {
  profile: (): ApiCall<Profile> => get('me', Profile),
  rename: (body: ProfileChange): ApiCall<Profile> => patch('me', body, Profile),
  changePassword: (body: PasswordChange): ApiCall<undefined> => post('me/password', body, NOTHING),
  beginTotp: (): ApiCall<TotpBegun> => post('me/totp', {}, TotpBegun),
  confirmTotp: (body: TotpConfirm): ApiCall<FactorAdded> => post('me/totp/confirm', body, FactorAdded),
  removeTotp: (): ApiCall<undefined> => remove('me/totp'),
  passkeyOptions: (): ApiCall<PasskeyOptions> => post('me/passkeys/options', {}, PasskeyOptions),
  addPasskey: (body: PasskeyAdd): ApiCall<FactorAdded> => post('me/passkeys', body, FactorAdded),
  removePasskey: (id: string): ApiCall<undefined> => remove(`me/passkeys/${part(id)}`),
  makeRecoveryCodes: (): ApiCall<FactorAdded> => post('me/recovery-codes', {}, FactorAdded),
  beginPhone: (body: OwnPhoneRequest): ApiCall<TryResponse> => post('me/phone', body, TryResponse),
  provePhone: (body: OwnPhoneCheck): ApiCall<CheckResponse> => post('me/phone/check', body, CheckResponse),
  forgetPhone: (): ApiCall<undefined> => remove('me/phone'),
  endSession: (id: string): ApiCall<undefined> => remove(`me/sessions/${part(id)}`),
  endOtherSessions: (): ApiCall<undefined> => remove('me/sessions'),
};
