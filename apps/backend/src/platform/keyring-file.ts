import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const KEY_BYTES = 32;
const KEY_ID = /^[a-z0-9]{1,16}$/;

const base64Key = z.string().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, {
  error: `must be ${KEY_BYTES} bytes in base64`,
});

const FileShape = z
  .strictObject({
    current: z.string(),
    keys: z.record(z.string().regex(KEY_ID, 'key ids are 1 to 16 of a-z and 0-9'), base64Key),
    lookup: base64Key,
    development: z.boolean(),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), {
    error: 'names a key that is not among "keys"',
    path: ['current'],
  });
type FileShape = z.infer<typeof FileShape>;

export interface KeyringContent {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly lookup: Buffer;
  readonly isDevelopment: boolean;
}

/** Throws with words for the operator; they name the file and never its content. */
export function readKeyringFile(file: string): KeyringContent {
  const { current, keys, lookup, development } = readShape(file);
  return {
    current,
    keys: new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')])),
    lookup: Buffer.from(lookup, 'base64'),
    isDevelopment: development,
  };
}

/** Makes a keyring of one key. An existing file is never touched. */
export function createKeyring({ file, development }: { file: string; development: boolean }): void {
  const content: FileShape = { current: 'k1', keys: { k1: newKey() }, lookup: newKey(), development };
  try {
    writeExclusively(file, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new Error(`${file} exists already; a keyring is never overwritten.`, { cause: error });
    }
    throw error;
  }
}

/** Adds a key and makes it the current one; older keys stay, since what they sealed must still open. Returns its id. */
export function rotateKeyring(file: string): string {
  const content = readShape(file);
  let number = Object.keys(content.keys).length + 1;
  while (Object.hasOwn(content.keys, `k${number}`)) number += 1;
  const current = `k${number}`;
  const written = `${file}.new`;
  writeExclusively(written, { ...content, current, keys: { ...content.keys, [current]: newKey() } });
  renameSync(written, file);
  syncFolder(dirname(file));
  return current;
}

function readShape(file: string): FileShape {
  let json: unknown;
  try {
    json = JSON.parse(readGuarded(file));
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- a parser's own words may quote the text it read
    if (error instanceof SyntaxError) throw new Error(`The keyring ${file} is not valid JSON.`);
    throw error;
  }
  const parsed = FileShape.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'keyring'}: ${issue.message}`);
  throw new Error(`The keyring ${file} cannot be used:\n${problems.join('\n')}`);
}

function readGuarded(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const advice = code === 'ENOENT' ? 'Make one with: node bundle/cli.js keyring create --file <path>' : `(${code})`;
    throw new Error(`The keyring ${file} cannot be read. ${advice}`, { cause: error });
  }
  try {
    const mode = fstatSync(descriptor).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new Error(`The keyring ${file} has mode ${mode.toString(8)}: others may use it. Run: chmod 600 ${file}`);
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function writeExclusively(file: string, content: FileShape): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  syncFolder(dirname(file));
}

/** The name of a new file is durable only with its folder. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
