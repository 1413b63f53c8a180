import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createKeyring, rotateKeyring } from '../platform/keyring-file.js';
import { UsageError, type Command } from './command.js';

export const command: Command = {
  summary: 'Makes a keyring, or gives one a new current key.',
  usage: ['create --file <path> [--development]', 'rotate --file <path>'],
  run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { file: { type: 'string' }, development: { type: 'boolean', default: false } },
    });
    if (values.file === undefined || positionals.length !== 1)
      throw new UsageError('Say what to do and with which file.');
    const file = resolve(values.file);
    switch (positionals[0]) {
      case 'create':
        createKeyring({ file, development: values.development });
        return io.print(`Made ${file}. Back it up, apart from the database: neither can be read without the other.`);
      case 'rotate':
        return io.print(
          `${rotateKeyring(file)} is now the current key of ${file}. Restart every process; back the file up again.`,
        );
      default:
        throw new UsageError(`A keyring cannot be told to "${positionals[0]}".`);
    }
  },
};
