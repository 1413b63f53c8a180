import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Keyring } from '../platform/keyring.js';
import { command as keyring } from './keyring.command.js';
import { writeGenerated } from './generated-file.js';
import { UsageError } from './command.js';
import { runCommand, type Commands } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMANDS: Commands = {
  keyring: async () => ({ command: keyring }),
  break: async () => ({
    command: {
      summary: 'Breaks.',
      usage: [''],
      run: () => {
        throw new Error('The database is away.');
      },
    },
  }),
};

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    print: (text: string) => void out.push(text),
    complain: (text: string) => void err.push(text),
    config: () => {
      throw new Error('no configuration here');
    },
    secret: () => expect.unreachable(),
  };
  return { code: await runCommand(COMMANDS, argv, io), out: out.join('\n'), err: err.join('\n') };
}

describe('the command line', () => {
  test('without a command shows them all and fails', async () => {
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err).toContain('keyring create --file <path> [--development]');
    expect(await run('--help')).toMatchObject({ code: 0, out: err });
  });

  test('with an unknown command names it and fails with 2', async () => {
    const { code, err } = await run('toString');
    expect(code).toBe(2);
    expect(err).toMatch(/^There is no command "toString"\.\n/);
  });

  test('explains a command that is called wrongly, with 2', async () => {
    const { code, err } = await run('keyring', 'create', '--flie', 'x');
    expect(code).toBe(2);
    expect(err).toContain("Unknown option '--flie'");
    expect(err).toContain('keyring rotate --file <path>');
    expect(await run('keyring', 'melt', '--file', 'x')).toMatchObject({ code: 2 });
    expect(await run('keyring', 'create')).toMatchObject({ code: 2 });
  });

  test('tells why a command failed, with 1 and without its usage', async () => {
    expect(await run('break')).toEqual({ code: 1, out: '', err: 'The database is away.' });
  });

  test('explains one command', async () => {
    expect(await run('keyring', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('Makes a keyring') });
  });
});

test('a keyring is made, rotated and never overwritten from the command line', async () => {
  const file = join(folder, 'keyring.json');
  expect(await run('keyring', 'create', '--file', file)).toMatchObject({ code: 0 });
  expect(await run('keyring', 'create', '--file', file)).toMatchObject({ code: 1 });
  expect(await run('keyring', 'rotate', '--file', file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^k2 is now/),
  });
  expect(Keyring.load(file)).toMatchObject({ currentKeyId: 'k2', isDevelopment: false });
});

describe('a generated file', () => {
  const io = { print: () => undefined, config: () => expect.unreachable(), secret: () => expect.unreachable() };

  test('is written, and a check notices a difference', async () => {
    const file = join(folder, 'made.txt');
    await writeGenerated(['--file', file], io, () => 'one\n');
    expect(readFileSync(file, 'utf8')).toBe('one\n');
    await writeGenerated(['--file', file, '--check'], io, async () => 'one\n');
    writeFileSync(file, 'two\n');
    await expect(writeGenerated(['--file', file, '--check'], io, () => 'one\n')).rejects.toThrow(
      `${file} is out of date`,
    );
    expect(readFileSync(file, 'utf8')).toBe('two\n');
  });

  test('needs a name', async () => {
    await expect(writeGenerated([], io, () => '')).rejects.toThrow(UsageError);
  });
});
