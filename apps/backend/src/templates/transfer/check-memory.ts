import { setImmediate } from 'node:timers/promises';
import type { Finding } from '@codewire/contracts';
import { checkWords, type SourceWords } from '../desk/text-checks.js';
import type { TextWords } from '../desk/text.store.js';

type Rules = Parameters<typeof checkWords>[0];

/**
 * Checks each text of one import once: it is planned before anything is locked, and again once it is. In between others
 * get their turn: there may be hundreds.
 */
export class CheckMemory {
  private readonly known = new Map<string, readonly Finding[]>();

  async check(rules: Rules, locale: string, words: TextWords, source: SourceWords | null): Promise<readonly Finding[]> {
    const { purpose, maxSegments, variables } = rules;
    const { body, shortBody, transliterates } = words;
    const original = source && [source.body, source.shortBody];
    const key = JSON.stringify([purpose, maxSegments, variables, locale, body, shortBody, transliterates, original]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    await setImmediate();
    const findings = checkWords(rules, locale, words, source);
    this.known.set(key, findings);
    return findings;
  }
}
