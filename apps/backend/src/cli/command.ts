import type { Config } from '../config/config.js';

/** What a command may use of its surroundings, so that it can be run by a test. */
export interface CommandIo {
  print(text: string): void;
  /** The server's configuration; throws a `ConfigError` that lists every problem. */
  config(): Config;
  /** A secret, never taken from the command line: other users see that in the process list, and shells write it down. */
  secret(question: string): Promise<string>;
}

/** One command of `node bundle/cli.js <name>`. */
export interface Command {
  readonly summary: string;
  /** One line per form: what follows the command's name. */
  readonly usage: readonly string[];
  /** Throws an Error with words for the operator when it fails, a `UsageError` when it was called wrongly. */
  run(args: readonly string[], io: CommandIo): Promise<void> | void;
}

/** The command line itself is wrong: told with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
