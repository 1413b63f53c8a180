import type { Amount } from '@codewire/contracts';
import { plain, withLatinDigits } from './language-numbers.js';

/** One of each language and currency in use; the bound holds whatever is asked for. */
const LARGEST_MEMORY = 500;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const VALUE = /^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?$/;

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * An amount as the language writes it, with the currency's code: a sign such as the rupee's would make the whole text
 * UCS-2. Never rounded: who approves a payment reads what will be paid. Undefined when it is no amount.
 */
export function formatAmount({ value, currency }: Amount, formats: string): string | undefined {
  if (!CURRENCIES.has(currency) || typeof value !== 'string' || !VALUE.test(value)) return undefined;
  // A string, so that no digit is lost on the way through a floating-point number.
  return plain(formatterOf(formats, currency, digitsOf(value)).format(value as Intl.StringNumericLiteral));
}

/** Digits behind the point that say something. */
function digitsOf(value: string): number {
  const point = value.indexOf('.');
  return point === -1 ? 0 : value.slice(point + 1).replace(/0+$/, '').length;
}

function formatterOf(formats: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${formats}|${currency}|${digits}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const options = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const usual = new Intl.NumberFormat(withLatinDigits(formats), options);
  const { maximumFractionDigits = 0 } = usual.resolvedOptions();
  const formatter =
    digits <= maximumFractionDigits
      ? usual
      : new Intl.NumberFormat(withLatinDigits(formats), { ...options, minimumFractionDigits: digits });
  if (formatters.size >= LARGEST_MEMORY) formatters.clear();
  formatters.set(key, formatter);
  return formatter;
}
