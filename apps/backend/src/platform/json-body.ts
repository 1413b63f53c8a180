import { isUtf8 } from 'node:buffer';
import { AppError } from './app-error.js';

const DEEPEST = 8;
/** Names that reach an object's prototype when a careless copy assigns them. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
// PostgreSQL keeps neither NUL nor half of a surrogate pair, and no text of a person has them.
const UNSTORABLE = /\\u0000|\\u[dD][89a-fA-F]/;

type JsonProblem = 'json_not_utf8' | 'json_syntax' | 'json_too_deep' | 'json_duplicate_name' | 'json_forbidden_name';

function refuse(problem: JsonProblem | 'json_unstorable_text'): AppError {
  return new AppError('request.malformed_json', { values: { problem } });
}

/**
 * Stands in for a body that could not be read, until someone wants it: a caller without a key is told of the key, not
 * of the commas.
 */
export class UnreadableBody {
  constructor(readonly refusal: AppError) {}
}

/** Reads a body now, and tells what is wrong with it when it is used. */
export function readJsonBody(octets: Buffer): unknown {
  try {
    return parseJsonBody(octets);
  } catch (error) {
    if (error instanceof AppError) return new UnreadableBody(error);
    throw error;
  }
}

/**
 * Reads a JSON body (RFC 8259) more strictly than JSON.parse: valid UTF-8, at most 8 levels, no name twice in one
 * object (parsers disagree which one counts), no name that reaches a prototype, no text that cannot be stored. An
 * empty body is undefined.
 */
export function parseJsonBody(octets: Buffer): unknown {
  if (octets.length === 0) return undefined;
  if (!isUtf8(octets)) throw refuse('json_not_utf8');
  const text = octets.toString('utf8');
  const value = parse(text);
  inspect(text);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, so it is not kept as the cause.
    throw refuse('json_syntax');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Walks over text that is known to be JSON. */
function inspect(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  const hasEscapes = text.includes('\\'); // without any, the next quote ends a string and every text is storable
  let isName = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case OPEN_BRACE:
      case OPEN_BRACKET:
        isName = text.charCodeAt(at) === OPEN_BRACE;
        if (open.push(isName ? new Set() : undefined) > DEEPEST) throw refuse('json_too_deep');
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        open.pop();
        break;
      case COMMA:
        isName = open.at(-1) !== undefined;
        break;
      case COLON:
        isName = false;
        break;
      case QUOTE: {
        const end = hasEscapes ? endOfString(text, at) : text.indexOf('"', at + 1);
        if (isName || hasEscapes) inspectString(text.slice(at, end + 1), isName ? open.at(-1) : undefined);
        at = end;
      }
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** `names` are those seen so far in the object that this string names a member of; undefined for a value. */
function inspectString(literal: string, names: Set<string> | undefined): void {
  if (UNSTORABLE.test(literal) && !isStorable(JSON.parse(literal) as string)) throw refuse('json_unstorable_text');
  if (names === undefined) return;
  // An escape must not hide a name: "\\u005f_proto__" is "__proto__".
  const name = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  if (FORBIDDEN_NAMES.has(name)) throw refuse('json_forbidden_name');
  if (names.has(name)) throw refuse('json_duplicate_name');
  names.add(name);
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
