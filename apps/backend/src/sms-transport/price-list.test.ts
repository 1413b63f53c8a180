import { PRICE_FAULTS } from '@codewire/contracts';
import { callingCodeOf } from '@codewire/otp';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePriceList, printPriceList, type ListedPrice } from './price-list.js';

const LIST: ListedPrice[] = [
  { prefix: '49', price: '0.075', currency: 'EUR' },
  { prefix: '4915', price: '0.08', currency: 'EUR' },
];

/** The prices, or the faults. */
function read(csv: string): unknown {
  const parsed = parsePriceList(csv);
  return parsed.kind === 'prices' ? parsed.prices : parsed.faults;
}

describe('a list is read', () => {
  test.each([
    ['as it is', '49,0.075,EUR\n4915,0.08,EUR'],
    ['with its first line of names', 'prefix,price,currency\n49,0.075,EUR\n4915,0.08,EUR\n'],
    ['with names in other letters', 'Prefix;PRICE;Currency\n49;0.075;EUR\n4915;0.08;EUR\n'],
    ['with semicolons and decimal commas', '49;0,075;EUR\n4915;0,08;EUR\n'],
    ['in quotes', '"49","0,075","EUR"\n"4915", "0.08" ,EUR\n'],
    ['as spreadsheets save it', '\uFEFFprefix;price;currency\r\n49;0,075;EUR\r\n4915;0,080;EUR\r\n'],
    ['with lines that old machines end', '49,0.075,EUR\r4915,0.08,EUR'],
    ['with blanks around cells and empty lines', '\n  \n 49 , 0.075 , EUR \n\n4915,0.08,EUR\n\n'],
    ['with zeros that say nothing', '49,00.0750,EUR\n4915,0.080000,EUR'],
  ])('%s', (_, csv) => expect(read(csv)).toEqual(LIST));

  test('empty: then nothing has a price', () => {
    expect(read('')).toEqual([]);
    expect(read('prefix,price,currency\r\n')).toEqual([]);
  });

  test('free of charge is a price', () =>
    expect(read('1,0.000,USD')).toEqual([{ prefix: '1', price: '0', currency: 'USD' }]));
});

describe('a line is refused', () => {
  test.each([
    ['columns', '4915,0.08'],
    ['columns', '4915,0,08,EUR'],
    ['columns', '4915;0.08;EUR'],
    ['columns', `4915,0.08${' '.repeat(1_000)},EUR`],
    ['quotes', '"4915,0.08,EUR'],
    ['quotes', '"4915"x,0.08,EUR'],
    ['quotes', '49"15",0.08,EUR'],
    ['blank', ',0.08,EUR'],
    ['blank', '4915, ,EUR'],
    ['blank', '4915,0.08,""'],
    ['formula', '=4915,0.08,EUR'],
    ['formula', '4915,"=1+1",EUR'],
    ['formula', '4915,-A1,EUR'],
    ['formula', '@SUM(A1),0.08,EUR'],
    ['formula', '4915,0.08,\tEUR'],
    ['prefix_form', '+4915,0.08,EUR'],
    ['prefix_form', '004915,0.08,EUR'],
    ['prefix_form', '49 15,0.08,EUR'],
    ['prefix_form', 'Germany,0.08,EUR'],
    ['prefix_form', '٤٩,0.08,EUR'],
    ['prefix_unknown', '999,0.08,EUR'],
    ['prefix_too_long', '4915123,0.08,EUR'],
    ['duplicate', '49,0.08,EUR'],
    ['price_form', '4915,-0.08,EUR'],
    ['price_form', '4915,+0.08,EUR'],
    ['price_form', '4915,.08,EUR'],
    ['price_form', '4915,8.,EUR'],
    ['price_form', '4915,8e-2,EUR'],
    ['price_form', '4915,"1.000,08",EUR'],
    ['price_form', '4915,1234567,EUR'],
    ['price_form', '4915,€0.08,EUR'],
    ['too_many_decimals', '4915,0.0800000,EUR'],
    ['currency_form', '4915,0.08,eur'],
    ['currency_form', '4915,0.08,€'],
    ['currency_form', '4915,0.08,EURO'],
    ['mixed_currencies', '4915,0.08,USD'],
  ])('for its %s: %j', (cause, line) => {
    expect(PRICE_FAULTS).toContain(cause);
    expect(read(`prefix,price,currency\n\n49,0.075,EUR\n${line}\n4916,0.08,EUR`)).toEqual([{ line: 4, cause }]);
  });

  test('and so is each other one that is wrong, up to a hundred of them', () => {
    expect(read('x,1,EUR\n49,1,EUR\n49,1,EUR\n50,?,EUR')).toEqual([
      { line: 1, cause: 'prefix_form' },
      { line: 3, cause: 'duplicate' },
      { line: 4, cause: 'price_form' },
    ]);
    expect(read('x\n'.repeat(5_000))).toHaveLength(100);
  });

  test('when the names stand anywhere but above', () => {
    expect(read('49,1,EUR\nprefix,price,currency')).toEqual([{ line: 2, cause: 'prefix_form' }]);
  });
});

const COUNTRIES = ['US', 'DE', 'AE', 'RU', 'GB', 'KZ', 'BR'];

/** Prefixes that numbers of some country begin with, none twice. */
const lists = fc
  .record({
    lines: fc.uniqueArray(
      fc.record({
        prefix: fc
          .tuple(fc.constantFrom(...COUNTRIES), fc.stringMatching(/^[0-9]{0,4}$/))
          .map(([country, range]) => `${callingCodeOf(country)}${range}`),
        price: fc.integer({ min: 0, max: 999_999_999_999 }).map((millionths) => String(Number(millionths) / 1e6)),
      }),
      { selector: ({ prefix }) => prefix, maxLength: 50 },
    ),
    currency: fc.constantFrom('EUR', 'USD', 'XAF'),
  })
  .map(({ lines, currency }) =>
    lines.filter(({ price }) => !price.includes('e')).map((line) => ({ ...line, currency })),
  );

test('what is printed is read again as it was, however it is dressed', () => {
  fc.assert(
    fc.property(lists, fc.boolean(), fc.boolean(), (prices, isQuoted, isForSpreadsheets) => {
      let csv = printPriceList(prices);
      if (isQuoted) csv = csv.replace(/[^,\n]+/g, '"$&"');
      if (isForSpreadsheets) csv = `\uFEFF${csv.replaceAll(',', ';').replaceAll('.', ',').replaceAll('\n', '\r\n')}`;
      expect(read(csv)).toEqual(prices);
    }),
  );
});

test('no text whatever is more than refused', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('4', '9', '0', '.', ',', ';', '"', ' ', '\n', '\r', '=', 'E'), maxLength: 80 }),
      (csv) => {
        const parsed = parsePriceList(csv);
        if (parsed.kind === 'faulty') expect(parsed.faults.length).toBeGreaterThan(0);
        else expect(read(printPriceList(parsed.prices))).toEqual(parsed.prices);
      },
    ),
  );
});

test('a hundred thousand lines are read, one more is not', () => {
  const codes = ['30', '31', '32', '33', '34', '36', '39', '40', '41', '43'];
  const prefixes = codes.flatMap((code) =>
    Array.from({ length: 10_000 }, (_, n) => `${code}${String(n).padStart(4, '0')}`),
  );
  const csv = printPriceList(prefixes.map((prefix) => ({ prefix, price: '0.075', currency: 'EUR' })));
  const parsed = parsePriceList(csv);
  expect(parsed.kind === 'prices' && parsed.prices.length).toBe(100_000);
  expect(read(`${csv}49,1,EUR\n`)).toEqual([{ line: 100_002, cause: 'too_many_lines' }]);
});
