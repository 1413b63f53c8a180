import { PURPOSES, type Purpose, type TryRequest } from '@codewire/contracts';

/** What is typed; the number stands beside it, for it may be a phone's. */
export interface SendForm {
  /** Empty: as the number's country says. */
  readonly language: string;
  readonly purpose: Purpose;
  /** With `payment`. */
  readonly amount: string;
  readonly currency: string;
  readonly payee: string;
  /** Empty: the first that the operator may see. */
  readonly application: string;
}

export const FIRST_FORM: SendForm = {
  language: '',
  purpose: 'verification',
  amount: '12.50',
  currency: 'EUR',
  payee: 'Acme Books',
  application: '',
};

export const isPurpose = (value: string): value is Purpose => PURPOSES.some((purpose) => purpose === value);

/** What an app would send to the API for this. What is usual is left out. */
export function startBody(number: string, form: SendForm): Omit<TryRequest, 'application_id'> {
  const { language, purpose, amount, currency, payee } = form;
  return {
    number,
    ...(language !== '' && { language }),
    ...(purpose !== 'verification' && { purpose }),
    ...(purpose === 'payment' && { amount: { value: amount, currency }, payee }),
  };
}

/** The same, as one of the applications that the operator may see. */
export function tryBody(number: string, form: SendForm): TryRequest {
  return { ...startBody(number, form), ...(form.application !== '' && { application_id: form.application }) };
}
