import { askSecret } from './cli/ask-secret.js';
import { runCommand, type Commands } from './cli/run-command.js';
import { loadConfig, readEnvironment } from './config/load-config.js';
import { inspectKeyring } from './platform/inspect-keyring.js';

const COMMANDS: Commands = {
  migration: () => import('./cli/migration.command.js'),
  seed: () => import('./cli/seed.command.js'),
  application: () => import('./cli/application.command.js'),
  key: () => import('./cli/key.command.js'),
  carrier: () => import('./cli/carrier.command.js'),
  audit: () => import('./cli/audit.command.js'),
  operator: () => import('./cli/operator.command.js'),
  keyring: () => import('./cli/keyring.command.js'),
  'env-example': () => import('./cli/env-example.command.js'),
  openapi: () => import('./cli/openapi.command.js'),
};

process.exitCode = await runCommand(COMMANDS, process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  config: () => loadConfig(readEnvironment(), inspectKeyring),
  secret: (question) => askSecret(question, process.stdin, process.stderr),
});
