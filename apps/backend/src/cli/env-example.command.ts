import { renderEnvExample } from '../config/env-example.js';
import type { Command } from './command.js';
import { writeGenerated } from './generated-file.js';

export const command: Command = {
  summary: 'Writes .env.example from the settings that the server knows, or checks that it is up to date.',
  usage: ['--file <path> [--check]'],
  run: (args, io) => writeGenerated(args, io, renderEnvExample),
};
