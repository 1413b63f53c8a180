import { UsageError, type Command, type CommandIo } from './command.js';

/** Commands by name, loaded when asked for: making a keyring should not wait for the whole server to load. */
export type Commands = Readonly<Record<string, () => Promise<{ command: Command }>>>;

export interface Streams extends CommandIo {
  complain(text: string): void;
}

/** Runs one command line. Resolves with the exit code: 0, 1 for a failure, 2 for a wrong call. */
export async function runCommand(commands: Commands, argv: readonly string[], io: Streams): Promise<number> {
  const [name = '', ...args] = argv;
  if (['', '-h', '--help', 'help'].includes(name)) {
    const text = await describeAll(commands);
    if (name === '') io.complain(text);
    else io.print(text);
    return name === '' ? 2 : 0;
  }
  if (!Object.hasOwn(commands, name)) {
    io.complain(`There is no command "${name}".\n\n${await describeAll(commands)}`);
    return 2;
  }
  const { command } = await (commands[name] as Commands[string])();
  if (args.includes('--help') || args.includes('-h')) {
    io.print(describe(name, command));
    return 0;
  }
  return attempt(name, command, args, io);
}

async function attempt(name: string, command: Command, args: readonly string[], io: Streams): Promise<number> {
  try {
    await command.run(args, io);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!isWrongCall(error)) {
      io.complain(message);
      return 1;
    }
    io.complain(`${message}\n\n${describe(name, command)}`);
    return 2;
  }
}

/** `parseArgs` of node:util refuses what it does not know by codes of this family. */
function isWrongCall(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_'));
}

function describe(name: string, { summary, usage }: Command): string {
  return `${summary}\n${usage.map((form) => `  ${`${name} ${form}`.trim()}`).join('\n')}`;
}

async function describeAll(commands: Commands): Promise<string> {
  const entries = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => describe(name, (await load()).command)),
  );
  return ['node bundle/cli.js <command>', ...entries].join('\n\n');
}
