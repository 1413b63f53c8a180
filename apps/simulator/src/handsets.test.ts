import type { Concatenation, Encoding } from './alphabet.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { encodingOf, Handsets } from './handsets.js';
import { REFERENCE_TIME } from './test/running.js';

const NUMBER = '15550100001';
let now = REFERENCE_TIME;
let handsets: Handsets;

beforeEach(() => {
  now = REFERENCE_TIME;
  handsets = new Handsets(() => now);
});

function receive(hex: string, encoding: Encoding = 'GSM-7', concatenation?: Concatenation): void {
  const octets = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  handsets.receive({ number: NUMBER, from: 'ACME', encoding, concatenation, octets });
}

function receiveAscii(text: string, number = NUMBER): void {
  handsets.receive({ number, from: 'ACME', encoding: 'GSM-7', concatenation: undefined, octets: Buffer.from(text) });
}

function texts(number = NUMBER): string[] {
  return handsets.messages(number).map(({ text }) => text);
}

describe('Handsets', () => {
  test('a message tells its text, encoding, segments, sender and time', () => {
    receive('596f757220636f6465 203a 20 3132 3334 3536');
    expect(handsets.messages(NUMBER)).toEqual([
      {
        text: 'Your code : 123456',
        encoding: 'GSM-7',
        segments: 1,
        from: 'ACME',
        received_at: '2026-11-24T14:05:07.000Z',
      },
    ]);
  });

  test.each<[string, Encoding, string, string]>([
    ['GSM-7 national letters', 'GSM-7', '00 01 7b 0d 1e 09', '@£ä\rßÇ'],
    ['GSM-7 extension table', 'GSM-7', '1b65 31 1b3c 1b3e 1b28 1b29', '€1[]{}'],
    ['Arabic', 'UCS-2', '0631 0645 0632 0643 003a 0020 0031', 'رمزك: 1'],
    ['Hindi', 'UCS-2', '0906 092a 0915 093e 0020 0915 094b 0921', 'आपका कोड'],
    ['an emoji', 'UCS-2', 'd83d de00 0031', '😀1'],
    ['nothing', 'GSM-7', '', ''],
  ])('%s is shown as it was meant', (_, encoding, hex, text) => {
    receive(hex, encoding);
    expect(texts()).toEqual([text]);
  });

  test('a long message appears once, when its last part is here, in the right order', () => {
    receive('6f726c64', 'GSM-7', { reference: 7, total: 3, sequence: 3 });
    receive('48656c6c', 'GSM-7', { reference: 7, total: 3, sequence: 1 });
    expect(texts()).toEqual([]);
    receive('6f2057', 'GSM-7', { reference: 7, total: 3, sequence: 2 });
    expect(handsets.messages(NUMBER)).toMatchObject([{ text: 'Hello World', segments: 3 }]);
  });

  test('a character that was cut between two parts is whole again', () => {
    receive('de00', 'UCS-2', { reference: 1, total: 2, sequence: 2 });
    receive('0031d83d', 'UCS-2', { reference: 1, total: 2, sequence: 1 });
    receive('65', 'GSM-7', { reference: 2, total: 2, sequence: 2 });
    receive('311b', 'GSM-7', { reference: 2, total: 2, sequence: 1 });
    expect(texts()).toEqual(['1€', '1😀']);
  });

  test('parts of different messages, and a repeated part, do not mix', () => {
    receive('41', 'GSM-7', { reference: 1, total: 2, sequence: 1 });
    receive('42', 'GSM-7', { reference: 2, total: 2, sequence: 1 });
    receive('41', 'GSM-7', { reference: 1, total: 2, sequence: 1 });
    expect(texts()).toEqual([]);
    receive('62', 'GSM-7', { reference: 2, total: 2, sequence: 2 });
    receive('61', 'GSM-7', { reference: 1, total: 2, sequence: 2 });
    expect(texts()).toEqual(['Aa', 'Bb']);
  });

  test('the newest 50 messages are kept, newest first', () => {
    for (let count = 1; count <= 51; count += 1) receiveAscii(`message ${count}`);
    expect(texts().length).toBe(50);
    expect(texts()[0]).toBe('message 51');
    expect(texts()[49]).toBe('message 2');
  });

  test('a message is gone after 24 hours', () => {
    receiveAscii('old');
    now += 60_000;
    receiveAscii('new');
    now += 24 * 3_600_000 - 60_000;
    expect(texts()).toEqual(['new']);
    now += 60_000;
    expect(texts()).toEqual([]);
  });

  test('of more than 10,000 numbers the one without a message for longest is dropped', () => {
    for (let number = 0; number < 10_000; number += 1) receiveAscii('x', String(number));
    receiveAscii('y', '0');
    receiveAscii('x', '10000');
    expect(texts('0')).toEqual(['y', 'x']);
    expect(texts('1')).toEqual([]);
    expect(texts('2')).toEqual(['x']);
    expect(texts('10000')).toEqual(['x']);
  });
});

test.each([
  [0x00, 'GSM-7'],
  [0x10, 'GSM-7'],
  [0xf1, 'GSM-7'],
  [0x08, 'UCS-2'],
  [0x18, 'UCS-2'],
  [0x01, null],
  [0x03, null],
  [0x04, null],
  [0xf5, null],
])('data_coding %i is %s', (dataCoding, encoding) => {
  expect(encodingOf(dataCoding)).toBe(encoding);
});
