import { FINDINGS, LONGEST_BODY, type Finding, type Purpose, type TextForm, type Variable } from '@codewire/contracts';
import { checkCharacters, checkLines } from './checks/characters.js';
import { Remarks, type Check, type Remark } from './checks/check.types.js';
import { checkCode } from './checks/code-place.js';
import { checkCosts } from './checks/costs.js';
import { checkDigits } from './checks/digits.js';
import { checkLinks } from './checks/links.js';
import { checkPlurals } from './checks/plurals.js';
import { checkRequired, checkVariables, namesIn } from './checks/variables.js';
import { checkWords } from './checks/words.js';
import { MOST_BRANCHES, readForm } from './checks/written-form.js';

export interface CheckQuestion {
  /** The language of the words, canonical BCP 47. */
  readonly locale: string;
  readonly purpose: Purpose;
  /** ICU MessageFormat. */
  readonly body: string;
  readonly shortBody: string | null;
  readonly transliterates: boolean;
  readonly variables: readonly Variable[];
  readonly maxSegments: number;
  /** What it was translated from. */
  readonly source?: { readonly body: string; readonly shortBody: string | null } | null;
}

/** Of a form that could be read. Those of costs and of the source need more than the form. */
const CHECKS: readonly Check[] = [
  checkCode,
  checkVariables,
  checkRequired,
  checkPlurals,
  checkDigits,
  checkLines,
  checkWords,
  checkLinks,
];

/**
 * What is wrong with a text (errors: it cannot be published) and what its author should know (warnings), in the order in
 * which it is written, at most twenty of a kind in each form. The same in the console, in the API and in tests: pure, for
 * browsers too. Never throws, whatever the words; its steps grow with their length alone, which is bounded, as their branches are.
 */
export function checkText(question: CheckQuestion): Finding[] {
  const { shortBody } = question;
  const full = checkForm('full', question.body, question);
  if (shortBody === null) return [...full, finding('short', { code: 'no_short_form', at: null })];
  return [...full, ...checkForm('short', shortBody, question)];
}

function checkForm(form: TextForm, written: string, question: CheckQuestion): Finding[] {
  const remarks = new Remarks();
  const inOrder = remarksOn(form, written, question).toSorted(
    (one, other) => (one.at?.start ?? -1) - (other.at?.start ?? -1),
  );
  remarks.add(...inOrder);
  return remarks.list.map((remark) => finding(form, remark));
}

function remarksOn(form: TextForm, written: string, question: CheckQuestion): Remark[] {
  const { length } = written;
  if (length > LONGEST_BODY) return [{ code: 'too_long', at: null, values: { length, limit: LONGEST_BODY } }];
  if (written.trim() === '') return [{ code: 'empty', at: null }];
  const characters = checkCharacters(written);
  const { source } = question;
  const reading = readForm({ ...question, form, written });
  if ('malformed' in reading) return [...characters, { code: 'icu_syntax', at: reading.malformed }];
  if ('branches' in reading) return [...characters, tooManyBranches(reading.branches)];
  const { read } = reading;
  return [
    ...characters,
    ...CHECKS.flatMap((check) => check(read)),
    ...checkCosts(read, question),
    ...differences(namesIn(read), form === 'full' ? source?.body : source?.shortBody, question),
  ];
}

const tooManyBranches = (count: number): Remark => ({
  code: 'too_many_branches',
  at: null,
  values: { count, limit: MOST_BRANCHES },
});

/** Names that only one of the two has. */
function differences(names: Set<string>, written: string | null | undefined, question: CheckQuestion): Remark[] {
  if (written == null || written.length > LONGEST_BODY) return [];
  const source = readForm({ ...question, form: 'full', written });
  if (!('read' in source)) return [];
  const others = namesIn(source.read);
  const differing = [...names, ...others].filter((name) => !(names.has(name) && others.has(name)));
  return differing.length === 0
    ? []
    : [{ code: 'variables_differ', at: null, values: { names: differing.toSorted().join(', ') } }];
}

function finding(form: TextForm, { code, at, values = {} }: Remark): Finding {
  return {
    code,
    severity: FINDINGS[code],
    form,
    start: at?.start ?? null,
    end: at?.end ?? null,
    values: { ...values },
  };
}
