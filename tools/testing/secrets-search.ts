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

/** Looks for the secrets in the files, line by line; each place is told once per kind. */
export function findSecrets(secrets: readonly Secret[], files: readonly string[]): Finding[] {
  const { digits, texts } = index(secrets);
  const findings: Finding[] = [];
  for (const file of files) {
    const content = readFileSync(file, 'utf8');
    const present = [...texts].filter(([text]) => content.includes(text));
    content.split('\n').forEach((line, at) => {
      const kinds = new Set(present.filter(([text]) => line.includes(text)).map(([, kind]) => kind));
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
