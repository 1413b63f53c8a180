import { PASSWORD_LENGTH } from '@codewire/contracts';

/** `weak`: long enough, and yet among the first that somebody would try. */
export type PasswordStrength = 'empty' | 'short' | 'weak' | 'good' | 'strong';

const STRONG_LENGTH = 20;
/** Fewer different characters than this are a pattern, however often they are repeated. */
const FEWEST_DIFFERENT = 6;
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/**
 * What to say about a password while it is typed. Length is what counts (NIST SP 800-63B-4); the backend has the list
 * of common ones and the last word.
 */
export function strengthOf(password: string, known: readonly string[] = []): PasswordStrength {
  const length = [...password].length;
  if (length === 0) return 'empty';
  if (length < PASSWORD_LENGTH.least) return 'short';
  const rest = lengthWithoutKnown(password.toLowerCase(), known);
  if (rest < PASSWORD_LENGTH.least / 2 || new Set(password).size < FEWEST_DIFFERENT) return 'weak';
  return length >= STRONG_LENGTH ? 'strong' : 'good';
}

/** How much is left when runs of the keyboard and what everybody knows of the person are taken out. */
function lengthWithoutKnown(password: string, known: readonly string[]): number {
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2);
  const all = [...words, ...RUNS.flatMap(piecesOf)].sort((a, b) => b.length - a.length);
  return all.reduce((left, piece) => left.replaceAll(piece, ''), password).length;
}

/** Every piece of four and more that is typed without thinking, in both directions. */
function piecesOf(run: string): string[] {
  const both = [run, [...run].reverse().join('')];
  return both.flatMap((way) =>
    Array.from({ length: way.length }, (_, from) =>
      Array.from({ length: way.length - from }, (_unused, more) => way.slice(from, from + more + 1)),
    )
      .flat()
      .filter((piece) => piece.length >= 4),
  );
}
