import { randomOctets } from './random-octets.js';

/** In ASCII order, so that text sorts as numbers do under the C collation. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^22 > 2^130: unguessable, as OWASP ASVS 5 7.2.3 asks of 128 bits. */
const LENGTH = 22;
/** 62^8 ms reach far beyond any date; the 14 random characters behind carry 83 bits. */
const TIME_LENGTH = 8;
const FORM = /^[0-9A-Za-z]{22}$/;

/** Uniform: 62 of 64 values of a byte's low six bits are taken, the other two drawn again. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const octet of randomOctets(length - text.length)) {
      const value = octet & 63;
      if (value < ALPHABET.length) text += ALPHABET[value];
    }
  }
  return text;
}

function timeText(ms: number): string {
  let text = '';
  for (let rest = ms; text.length < TIME_LENGTH; rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text;
  return text;
}

/** A prefix and 22 base62 characters, 130 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(LENGTH)}`;
}

export function newVerificationId(): string {
  return newId('ver');
}

/** Ours alone: what a client sends as its request id is not taken over. */
export function newRequestId(): string {
  return newId('req');
}

/** Sorts by the time given, to the millisecond; within one millisecond the order is random. */
export function newMessageId(nowMs: number): string {
  return `msg_${timeText(nowMs)}${randomText(LENGTH - TIME_LENGTH)}`;
}

/** The lowest id that a message of this millisecond can have. */
export function messageIdAt(ms: number): string {
  return `msg_${timeText(ms)}${'0'.repeat(LENGTH - TIME_LENGTH)}`;
}

/** The millisecond that a message's id, or a bound of one, was made for. */
export function messageTimeOf(id: string): number {
  const text = id.slice('msg_'.length, 'msg_'.length + TIME_LENGTH);
  return [...text].reduce((ms, letter) => ms * 62 + ALPHABET.indexOf(letter), 0);
}

/** True for text that `newId(prefix)` could have made; what is not one need not be looked up. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && FORM.test(text.slice(prefix.length + 1));
}
