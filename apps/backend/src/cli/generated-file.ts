import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError, type CommandIo } from './command.js';

/**
 * Writes a generated file, or with `--check` throws when the one there differs: then the sources were changed and the
 * file was forgotten.
 */
export async function writeGenerated(
  args: readonly string[],
  io: CommandIo,
  generate: () => string | Promise<string>,
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { file: { type: 'string' }, check: { type: 'boolean', default: false } },
  });
  if (values.file === undefined) throw new UsageError('Say which file.');
  const file = resolve(values.file);
  const text = await generate();
  if (!values.check) {
    writeFileSync(file, text);
    return io.print(`Wrote ${file}.`);
  }
  if (readFileSync(file, 'utf8') !== text) throw new Error(`${file} is out of date: run this command without --check.`);
  io.print(`${file} is up to date.`);
}
