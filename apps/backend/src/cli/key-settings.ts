import { KEY_SCOPES, KeyName, OVERLAP_HOURS, type KeyScope, type OverlapHours } from '@codewire/contracts';
import { canonicalRange } from '../applications/address-list.js';
import type { KeySettings } from '../applications/keys.js';
import { UsageError } from './command.js';

const HOUR_MS = 3_600_000;
const DEFAULT_SCOPES: readonly KeyScope[] = ['start', 'check', 'read'];

export interface GivenKeySettings {
  readonly name?: string;
  readonly scopes?: string;
  readonly addresses?: string;
  readonly expires?: string;
}

/** What was written behind `key create`; a UsageError says what is wrong with it. */
export function readKeySettings({ name, scopes, addresses, expires }: GivenKeySettings, now: Date): KeySettings {
  const parsed = KeyName.safeParse(name ?? '');
  if (!parsed.success) {
    throw new UsageError('Give the key a --name of 1 to 60 letters, digits, signs and blanks: who will use it?');
  }
  return {
    name: parsed.data,
    scopes: scopes === undefined ? DEFAULT_SCOPES : readScopes(scopes),
    addresses: addresses === undefined ? [] : readAddresses(addresses),
    expiresAt: expires === undefined ? null : new Date(now.getTime() + readHours(expires, '--expires') * HOUR_MS),
  };
}

export function readOverlap(text: string): OverlapHours {
  const hours = readHours(text, '--overlap');
  const known = OVERLAP_HOURS.find((one) => one === hours);
  if (known === undefined) {
    throw new UsageError(`An --overlap is one of ${OVERLAP_HOURS.map((one) => `${one}h`).join(', ')}.`);
  }
  return known;
}

const list = (text: string) => text.split(',').map((part) => part.trim());

function readScopes(text: string): KeyScope[] {
  const given = list(text);
  const isKnown = given.every((scope) => (KEY_SCOPES as readonly string[]).includes(scope));
  if (!isKnown) throw new UsageError(`--scopes are some of ${KEY_SCOPES.join(',')}, with commas between them.`);
  if (given.includes('reveal') && !given.includes('start')) {
    throw new UsageError('The scope reveal needs start beside it: only a start is answered with the code.');
  }
  return KEY_SCOPES.filter((scope) => given.includes(scope));
}

function readAddresses(text: string): string[] {
  const ranges = list(text).map((part) => {
    const range = canonicalRange(part);
    if (range === undefined) {
      throw new UsageError(
        '--addresses are like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/48, with commas between them.',
      );
    }
    return range;
  });
  return [...new Set(ranges)];
}

function readHours(text: string, option: string): number {
  const [, count, unit] = /^(\d{1,5})([hd])$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`${option} is a number of hours or days, such as 24h or 90d.`);
  return Number(count) * (unit === 'd' ? 24 : 1);
}
