import type { Amount } from '@codewire/contracts';
import { plain, withLatinDigits } from './language-numbers.js';
import { remember } from './remember.js';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const VALUE = /^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?$/;

/** By language, currency and digits behind the point. */
const formatters = new Map<string, Intl.NumberFormat>();

/**
 * An amount as the language writes it, with the currency's code: a sign such as the rupee's would make the whole text
 * UCS-2. Never rounded: who approves a payment reads what will be paid. Noughts behind the point stand there only where
 * the caller gave a fraction, so that whole amounts of large numbers have room. Undefined for what is no amount.
 */
export function formatAmount({ value, currency }: Amount, formats: string): string | undefined {
  if (!CURRENCIES.has(currency) || typeof value !== 'string' || !VALUE.test(value)) return undefined;
  // As a string: a floating-point number could lose a digit on the way.
  return plain(formatterOf(formats, currency, digitsBehindPoint(value)).format(value as Intl.StringNumericLiteral));
}

/** Those that say something: the currency decides how many noughts are shown. Undefined for a whole amount. */
function digitsBehindPoint(value: string): number | undefined {
  const point = value.indexOf('.');
  if (point === -1) return undefined;
  let end = value.length;
  while (value[end - 1] === '0') end -= 1;
  return end - point - 1;
}

function formatterOf(formats: string, currency: string, digits: number | undefined): Intl.NumberFormat {
  const key = `${formats}|${currency}|${digits}`;
  return formatters.get(key) ?? remember(formatters, key, makeFormatter(formats, currency, digits));
}

function makeFormatter(formats: string, currency: string, digits: number | undefined): Intl.NumberFormat {
  const options = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  if (digits === undefined) {
    return new Intl.NumberFormat(withLatinDigits(formats), { ...options, maximumFractionDigits: 0 });
  }
  const usual = new Intl.NumberFormat(withLatinDigits(formats), options);
  if (digits <= (usual.resolvedOptions().maximumFractionDigits ?? 0)) return usual;
  return new Intl.NumberFormat(withLatinDigits(formats), { ...options, minimumFractionDigits: digits });
}
