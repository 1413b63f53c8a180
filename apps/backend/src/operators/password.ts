import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../platform/app-error.js';

/** RFC 9106's second choice, for memory that is not boundless: 64 MiB, three passes. */
const CURRENT = { memory: 65_536, passes: 3, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashing runs on libuv's four threads; one is left to files and name look-ups. */
const LIMITS = { atOnce: 3, queue: 50 };
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const argon2id = promisify(argon2).bind(undefined, 'argon2id');

/**
 * Passwords as argon2id. Each hash takes a third of a second and 64 MiB, so few run at once and few wait: whoever comes
 * then hears `auth.busy`, and what else the process does goes on.
 */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Verified against where there is no password, so that this takes as long as a wrong one. */
  private readonly decoy = phcOf(CURRENT, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));

  constructor(private readonly limits = LIMITS) {}

  /** A PHC string under today's parameters. Throws `auth.busy`. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phcOf(CURRENT, salt, await this.tagOf(password, CURRENT, salt, TAG_BYTES));
  }

  /** False without a stored hash, after the same time as with one. Throws `auth.busy`. */
  async verify(password: string, stored: string | null): Promise<boolean> {
    const { parameters, salt, tag } = parsePhc(stored ?? this.decoy);
    const isSame = timingSafeEqual(await this.tagOf(password, parameters, salt, tag.length), tag);
    return isSame && stored !== null;
  }

  /** For callers that would otherwise write something down before they hear it. */
  assertNotFull(): void {
    if (this.running >= this.limits.atOnce && this.waiting.length >= this.limits.queue) throw new AppError('auth.busy');
  }

  private async tagOf(password: string, parameters: Parameters, nonce: Buffer, tagLength: number): Promise<Buffer> {
    // NIST SP 800-63B-4 3.1.1.2: one password, whichever way a keyboard composes its characters.
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    return this.inTurn(() => argon2id({ ...parameters, message, nonce, tagLength }));
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await this.waitForTurn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private waitForTurn(): Promise<void> {
    this.assertNotFull();
    return new Promise((resolve) => void this.waiting.push(resolve));
  }
}

/** True when a hash was made under other parameters than today's. */
export function isOutdated(stored: string): boolean {
  const { memory, passes, parallelism } = parsePhc(stored).parameters;
  return memory !== CURRENT.memory || passes !== CURRENT.passes || parallelism !== CURRENT.parallelism;
}

function phcOf({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** The PHC format writes no padding. */
function base64(octets: Buffer): string {
  return octets.toString('base64').replace(/=+$/, '');
}

function parsePhc(stored: string): { parameters: Parameters; salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('a stored password is no PHC string of argon2id');
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Whose password it is to be. */
export interface Person {
  readonly email: string;
  readonly name: string;
}

/** zxcvbn's best grade: 10^10 guesses by someone who knows dictionaries, keyboards and how people vary words. */
const LEAST_GUESSES = 1e10;
/** It looks at no more than this, so that no text keeps the process busy for longer than some fifty milliseconds. */
const MOST_CHARACTERS = 64;
const MOST_SUBSTITUTIONS = 16;

/**
 * Refuses with `password.guessable` what is on lists of common passwords or follows from them, and what is little more
 * than the person's own name or address. Asks nobody outside. Call it once it is known that the caller may set one.
 */
export async function assertUnguessable(password: string, person: Person): Promise<void> {
  const own = ownWords(person);
  const rest = password.normalize('NFKC').replace(new RegExp(own.join('|'), 'giu'), '');
  const guesses = (await estimator()).check(rest, own).guesses;
  if (guesses < LEAST_GUESSES) throw new AppError('password.guessable', { field: 'password' });
}

/** Words that whoever guesses knows. Shorter ones are parts of too many others. */
function ownWords({ email, name }: Person): string[] {
  const words =
    `${name} ${email}`
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return [...new Set(['codewire', ...words])].toSorted((a, b) => b.length - a.length);
}

type Estimator = { check(password: string, ownWords: string[]): { guesses: number } };
let loading: Promise<Estimator> | undefined;

/** The lists take 30 MB: a process that never sets a password does not load them. */
function estimator(): Promise<Estimator> {
  loading ??= loadEstimator();
  return loading;
}

async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: MOST_CHARACTERS,
    l33tMaxSubstitutions: MOST_SUBSTITUTIONS,
  });
}
