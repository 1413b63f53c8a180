import { expect } from 'vitest';
import { servingUrl } from '../../../../tools/serving-login.mjs';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import type { Command } from '../cli/command.js';
import { runCommand } from '../cli/run-command.js';
import { loadConfig } from '../config/load-config.js';

/** How a command ended, and what it said on both streams. */
export interface Said {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

/** Runs commands of the backend as a person would, in this process; a secret that is asked for is answered with `secret`. */
export function commandLine(commands: Record<string, Command>, databaseUrl: string, secret?: string) {
  const loaders = Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, async () => ({ command })]),
  );
  return async (...argv: string[]): Promise<Said> => {
    const printed: string[] = [];
    const complained: string[] = [];
    const code = await runCommand(loaders, argv, {
      print: (text) => void printed.push(text),
      complain: (text) => void complained.push(text),
      config: () =>
        loadConfig({
          NODE_ENV: 'test',
          DATABASE_URL: servingUrl(databaseUrl),
          CODEWIRE_MIGRATION_DATABASE_URL: databaseUrl,
          CODEWIRE_KEYRING_FILE: currentRun().keyringFile,
        }),
      secret: async () => secret ?? expect.unreachable('no secret was to be asked for'),
    });
    return { code, printed: printed.join('\n'), complained: complained.join('\n') };
  };
}
