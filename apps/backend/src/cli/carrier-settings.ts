import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError, type CommandIo } from './command.js';

export interface NewCarrier {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly windowSize: number;
  readonly password: string;
}

/** Reads the settings of a new carrier; asks for its password only once all else is right. */
export async function readNewCarrier(args: string[], io: CommandIo): Promise<NewCarrier> {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string', default: '' },
      host: { type: 'string', default: '' },
      port: { type: 'string', default: '' },
      'system-id': { type: 'string', default: '' },
      'system-type': { type: 'string', default: '' },
      'password-file': { type: 'string' },
      window: { type: 'string', default: '10' },
    },
  });
  const settings = {
    name: values.name.trim(),
    host: values.host,
    port: wholeNumber(values.port, 65_535),
    systemId: values['system-id'],
    systemType: values['system-type'],
    windowSize: wholeNumber(values.window, 255),
  };
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const file = values['password-file'];
  const password = file === undefined ? await io.secret(`Password of ${settings.systemId}`) : readFirstLine(file);
  assertPassword(password);
  return { ...settings, password };
}

/** NaN, which no check accepts, for anything but digits within bounds. */
function wholeNumber(text: string, most: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : Number.NaN;
}

/** Everything wrong with the settings at once. Lengths are those of SMPP 3.4 5.2.1 and 5.2.3, without the closing NUL. */
function problemsOf({ name, host, port, systemId, systemType, windowSize }: Omit<NewCarrier, 'password'>): string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [name.length >= 1 && name.length <= 60, '--name must have 1 to 60 characters.'],
    [/^[0-9A-Za-z.:_-]{1,253}$/.test(host), '--host must be a host name or an address.'],
    [!Number.isNaN(port), '--port must be a port from 1 to 65535.'],
    [/^[\x20-\x7e]{1,15}$/.test(systemId), '--system-id must have 1 to 15 ASCII characters.'],
    [/^[\x20-\x7e]{0,12}$/.test(systemType), '--system-type must have at most 12 ASCII characters.'],
    [!Number.isNaN(windowSize), '--window must be a whole number from 1 to 255.'],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, problem]) => problem);
}

/** SMPP 3.4 5.2.2 allows eight characters. Some carriers give out longer ones and take them, so those are let through. */
function assertPassword(password: string): void {
  if (/^[\x20-\x7e]{1,64}$/.test(password)) return;
  throw new Error('A password has 1 to 64 ASCII characters (SMPP 3.4 allows 8). Nothing was changed.');
}

function readFirstLine(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw new Error(`The password could not be read: ${(error as Error).message}`, { cause: error });
  }
}
