import { AppHash, Brand, Host, Sender } from '@codewire/contracts';
import { canonicalTag } from '@codewire/otp';
import type { ApplicationSettings, AutofillLists } from '../applications/application-setup.js';
import { UsageError } from './command.js';

const MOST_OF_A_LIST = 20;
/** In place of a list: it has no entries. Neither a hash nor a host can be this word. */
const NONE = 'none';

export interface GivenSettings {
  readonly name?: string;
  readonly sender?: string;
  readonly language?: string;
}

export interface GivenLists {
  readonly 'app-hash'?: string[];
  readonly host?: string[];
}

/** What was written behind `application add` or `change`; a UsageError says what is wrong with it. */
export function readSettings(given: GivenSettings): Partial<ApplicationSettings> {
  const name = Brand.optional().safeParse(given.name);
  if (!name.success)
    throw new UsageError(
      'A --name has 1 to 20 letters, digits, signs and blanks; no four digits in a row, and none of / : @ and \\.',
    );
  const sender = Sender.optional().safeParse(given.sender);
  if (!sender.success) {
    throw new UsageError('A --sender is a number of at most 15 digits, or 1 to 11 of A-Z, a-z, 0-9 and blanks.');
  }
  const defaultLanguage = given.language === undefined ? undefined : canonicalTag(given.language);
  if (given.language !== undefined && defaultLanguage === undefined) {
    throw new UsageError('A --language is a BCP 47 tag, such as en or pt-BR.');
  }
  return {
    ...(name.data !== undefined && { name: name.data }),
    ...(sender.data !== undefined && { sender: sender.data }),
    ...(defaultLanguage !== undefined && { defaultLanguage }),
  };
}

/** Each list as a whole: what is not said again is no longer on it. */
export function readLists({ 'app-hash': hashes, host: hosts }: GivenLists): Partial<AutofillLists> {
  return {
    ...(hashes !== undefined && {
      appHashes: readList(hashes, AppHash, 'An --app-hash has eleven characters of A-Z, a-z, 0-9, + and /.'),
    }),
    ...(hosts !== undefined && {
      hosts: readList(hosts, Host, 'A --host is like example.com: lower case, without scheme, port and path.'),
    }),
  };
}

function readList(given: string[], entry: typeof AppHash | typeof Host, complaint: string): string[] {
  if (given.length === 1 && given[0] === NONE) return [];
  if (!given.every((text) => entry.safeParse(text).success)) throw new UsageError(complaint);
  if (given.length > MOST_OF_A_LIST) throw new UsageError(`A list has at most ${MOST_OF_A_LIST} entries.`);
  return [...new Set(given)];
}
