import { PURPOSES, VERIFICATION_STATUSES } from '@codewire/contracts';
import { createLogForm } from '../log/filter-form';

const ID = /^[\w-]{1,64}$/;

/** What the list of verifications can be narrowed by; `number` is the opaque id that stands for one. */
export const verificationForm = createLogForm(
  {
    status: { is: VERIFICATION_STATUSES },
    country: { is: /^[A-Z]{2}$/ },
    application: { is: ID },
    purpose: { is: PURPOSES },
    number: { is: ID, isSingle: true },
  },
  { hasLive: false },
);

export type VerificationFacet = (typeof verificationForm.names)[number];
