import { setImmediate } from 'node:timers/promises';
import type { Finding } from '@codewire/contracts';
import { checkText } from '@codewire/texts';
import type { Template, TemplateSettings } from './template.store.js';
import type { TextKey, TextWords } from './text.store.js';

/** What a translation is made from. */
export type SourceWords = Pick<TextWords, 'body' | 'shortBody'>;

/** What the checks say of words in a language, under the settings of their template. */
export function checkWords(
  { purpose, maxSegments, variables }: Pick<Template, 'purpose' | keyof TemplateSettings>,
  locale: string,
  { body, shortBody, transliterates }: TextWords,
  source: SourceWords | null,
): Finding[] {
  return checkText({ locale, purpose, body, shortBody, transliterates, variables, maxSegments, source });
}

export const errorsOf = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');

type Question = Parameters<typeof checkWords>;
/** Looks at a text, or knows already what there is to say of it. */
export type CheckInTurn = (...question: Question) => Promise<readonly Finding[]>;

/** In between others get their turn: there may be a hundred texts. */
const checkInTurn: CheckInTurn = async (...question) => {
  await setImmediate();
  return checkWords(...question);
};

/** What would be wrong with published texts after a change of their template and is not now; each names its language. */
export async function findBroken(
  texts: readonly (TextWords & Pick<TextKey, 'locale'>)[],
  before: Template,
  after: Template,
  check: CheckInTurn = checkInTurn,
): Promise<Finding[]> {
  const broken: Finding[] = [];
  for (const text of texts) {
    const errors = errorsOf(await check(after, text.locale, text, null));
    const known = new Set(errors.length === 0 ? [] : (await check(before, text.locale, text, null)).map(nameOf));
    const added = errors.filter((error) => !known.has(nameOf(error)));
    broken.push(...added.map((error) => ({ ...error, values: { ...error.values, locale: text.locale } })));
  }
  return broken;
}

const nameOf = ({ code, form, start, end }: Finding) => JSON.stringify([code, form, start, end]);
