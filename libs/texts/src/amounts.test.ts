import { LONGEST_AMOUNT } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { formatAmount } from './amounts.js';

const inLanguage = (formats: string, value = '9999999.99', currency = 'EUR') =>
  formatAmount({ value, currency }, formats);

test('an amount is written as the language has it, with the code of its currency', () => {
  expect(inLanguage('de', '1234.5')).toBe('1.234,50 EUR');
  expect(inLanguage('en', '1234.5')).toBe('EUR 1,234.50');
  expect(inLanguage('en-IN', '1234567.5', 'INR')).toBe('INR 12,34,567.50');
  expect(inLanguage('fr', '1234.5')).toBe('1 234,50 EUR');
  expect(inLanguage('ja', '1234', 'JPY')).toBe('JPY 1,234');
  expect(inLanguage('de-CH', '1234.5', 'CHF')).toBe("CHF 1'234.50");
});

test('digits are Latin, blanks plain, and nothing invisible is left in it', () => {
  expect(inLanguage('ar', '1234.5')).toBe('1,234.50 EUR');
  expect(inLanguage('ar-EG', '1234.5')).toBe('1,234.50 EUR');
  expect(inLanguage('fa', '1234.5')).toBe('EUR 1,234.50');
  expect(inLanguage('hi', '1234.5')).toBe('EUR 1,234.50');
  expect(inLanguage('my', '1234.5')).toBe('1,234.50 EUR');
});

test('is never rounded: the currency says how many digits are shown at least', () => {
  expect(inLanguage('en', '5.0', 'EUR')).toBe('EUR 5.00');
  expect(inLanguage('en', '5.5', 'EUR')).toBe('EUR 5.50');
  expect(inLanguage('en', '5.10', 'JPY')).toBe('JPY 5.1');
  expect(inLanguage('en', '5.00', 'JPY')).toBe('JPY 5');
  expect(inLanguage('en', '5.125', 'EUR')).toBe('EUR 5.125');
  expect(inLanguage('en', '5.1', 'KWD')).toBe('KWD 5.100');
  expect(inLanguage('en', '999999999.999', 'KWD')).toBe('KWD 999,999,999.999');
});

test('a whole amount that is given without a fraction is written without one', () => {
  expect(inLanguage('en', '5', 'EUR')).toBe('EUR 5');
  expect(inLanguage('de', '10000000', 'COP')).toBe('10.000.000 COP');
  expect(inLanguage('en', '1', 'KWD')).toBe('KWD 1');
});

test('every whole amount has room in a text, in whatever language and currency; those below ten million with cents too', () => {
  const languages = [
    'en',
    'en-IN',
    'de',
    'de-CH',
    'fr',
    'es-CO',
    'hi',
    'ar',
    'fa',
    'ja',
    'vi',
    'id',
    'uz',
    'my',
    'pt-PT',
    'sw',
    'hu',
  ];
  for (const currency of ['EUR', 'INR', 'COP', 'IDR', 'VND', 'KWD', 'UZS', 'NGN']) {
    for (const formats of languages) {
      expect(inLanguage(formats, '999999999', currency)!.length).toBeLessThanOrEqual(LONGEST_AMOUNT);
      expect(inLanguage(formats, '9999999.99', currency === 'KWD' ? 'EUR' : currency)!.length).toBeLessThanOrEqual(
        LONGEST_AMOUNT,
      );
    }
  }
});

test('what is no amount has no words', () => {
  expect(inLanguage('en', '1', 'XYZ')).toBeUndefined();
  expect(inLanguage('en', '1', 'eur')).toBeUndefined();
  for (const value of ['', '-1', '1e3', '01', '.5', '1.', '1,5', '1.2345', '1234567890', 'NaN', '0x1']) {
    expect(inLanguage('en', value)).toBeUndefined();
  }
  expect(formatAmount({ value: 5 as unknown as string, currency: 'EUR' }, 'en')).toBeUndefined();
});
