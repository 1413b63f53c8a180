import { readFileSync } from 'node:fs';
import type { Secret } from './secrets.js';

/** A secret in a place where none may be; what it says itself is left out on purpose. */
export interface Finding {
  readonly kind: Secret['kind'];
  readonly file: string;
  readonly line: number;
}

// A code is six digits and more that stand alone: not inside a hash or an id, not the fraction of a number (durations,
// timestamps), not a process's id, which Linux lets grow to seven digits.
const DIGITS = /(?<![0-9A-Za-z_])(?<!\d\.)(?<!"pid":\s?)\d{6,}(?![0-9A-Za-z_])/g;

// The same digits as a buffer may be printed: hex of ASCII, hex of UCS-2, a JSON buffer's list of bytes.
const HEX_ASCII = /(?<!3[0-9])(?:3[0-9]){6,}(?!3[0-9])/g;
const HEX_UCS2 = /(?<!003[0-9])(?:003[0-9]){6,}(?!003[0-9])/g;
const BYTES = /(?<!\d)(?:4[89]|5[0-7])(?:,\s?(?:4[89]|5[0-7])){5,}(?!\d)/g;

/** Every run of digits in a line that a person could read as a code or a number. */
function digitRuns(line: string): string[] {
  const plain = line.match(DIGITS) ?? [];
  const ascii = (line.match(HEX_ASCII) ?? []).map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
  const ucs2 = (line.match(HEX_UCS2) ?? []).map((hex) => Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  const bytes = (line.match(BYTES) ?? []).map((list) => String.fromCharCode(...list.split(',').map(Number)));
  return [...plain, ...ascii, ...ucs2, ...bytes];
}

/** Sorts secrets by how they are looked for: digits as whole runs, anything else as text. */
function index(secrets: readonly Secret[]) {
  const digits = new Map<string, Secret['kind']>();
  const texts = new Map<string, Secret['kind']>();
  for (const { kind, value } of secrets) {
    if (kind !== 'code' && kind !== 'number') texts.set(value, kind);
    else {
      const plain = value.replace(/\D/g, '');
      if (plain.length >= 6) digits.set(plain, kind);
    }
  }
  return { digits, texts };
}

/** Octets that a text is first known by. */
const HEAD_OCTETS = 4;

/**
 * Which of the texts occur anywhere in the octets, in one pass however many they are: a log of a run has more than a
 * hundred million octets, and thousands of texts are looked for.
 */
function textsIn(octets: Buffer, texts: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const byHead = new Map<number, { text: string; wanted: Buffer }[]>();
  const isHead = new Uint8Array(0x10000);
  for (const text of texts) {
    const wanted = Buffer.from(text);
    if (wanted.length < HEAD_OCTETS) {
      if (octets.includes(wanted)) found.add(text);
      continue;
    }
    const head = wanted.readUInt32BE(0);
    byHead.set(head, [...(byHead.get(head) ?? []), { text, wanted }]);
    isHead[hashOf(head)] = 1;
  }
  let head = 0;
  for (let at = 0; at < octets.length; at += 1) {
    head = ((head << 8) | (octets[at] ?? 0)) >>> 0;
    if (isHead[hashOf(head)] === 0) continue;
    const from = at + 1 - HEAD_OCTETS;
    for (const { text, wanted } of byHead.get(head) ?? []) {
      if (from >= 0 && octets.subarray(from, from + wanted.length).equals(wanted)) found.add(text);
    }
  }
  return found;
}

const hashOf = (head: number) => Math.imul(head, 0x9e3779b1) >>> 16;

/** Looks for the secrets in the files, line by line; each place is told once per kind. */
export function findSecrets(secrets: readonly Secret[], files: readonly string[]): Finding[] {
  const { digits, texts } = index(secrets);
  const findings: Finding[] = [];
  for (const file of files) {
    const octets = readFileSync(file);
    const present = textsIn(octets, texts.keys());
    octets
      .toString()
      .split('\n')
      .forEach((line, at) => {
        const kinds = new Set([...present].filter((text) => line.includes(text)).map((text) => texts.get(text)!));
        for (const run of digitRuns(line)) {
          const kind = digits.get(run);
          if (kind !== undefined) kinds.add(kind);
        }
        for (const kind of kinds) findings.push({ kind, file, line: at + 1 });
      });
  }
  return findings;
}

/** The secrets of a run, as `recordSecret` wrote them. */
export function readSecrets(file: string): Secret[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Secret);
}
