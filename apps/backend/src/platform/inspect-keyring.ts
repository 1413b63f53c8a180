import type { Config } from '../config/config.js';
import { readKeyringFile } from './keyring-file.js';

/** What is wrong with a keyring in this environment, in words for the operator; nothing of it is kept. */
export function inspectKeyring(file: string, environment: Config['environment']): string[] {
  try {
    const { isDevelopment } = readKeyringFile(file);
    if (environment !== 'production' || !isDevelopment) return [];
    return [
      `${file} was made for development. Make one for production: node bundle/cli.js keyring create --file <path>`,
    ];
  } catch (error) {
    return [(error as Error).message];
  }
}
