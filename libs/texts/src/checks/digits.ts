import { LONGEST_MINUTES } from '@codewire/contracts';
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Check, Remark } from './check.types.js';
import { branchesOf, isBranching, spanOf, type Glyph, type Span } from './elements.js';
import type { WrittenForm } from './written-form.js';

/** As many in a row may be taken for a code. */
const CODE_LIKE = 4;
/** Words that a caller gives have no four digits in a row; they may begin and end with three. */
const DIGITS_OF_WORDS = CODE_LIKE - 1;

/**
 * The scripts that set no blank between words. Phones find the digits between them; between other letters they look for
 * a whole word.
 */
const GLUES =
  /^(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}_]$/u;
const DIGIT = /^\p{Nd}$/u;
const MARK = /^\p{M}$/u;

/** What can stand right before a place: the most digits over all branches, and whether a letter or the code can. */
interface Before {
  readonly digits: number;
  readonly since: number;
  readonly letter: Span | null;
  readonly code: Span | null;
}

const NOTHING: Before = { digits: 0, since: 0, letter: null, code: null };

/**
 * The code is the only run of four or more digits, of whatever script, whichever branches are taken and whatever the
 * values are, and stands apart. Each element is looked at once: what can stand before it is carried along.
 */
export const checkDigits: Check = (form) => {
  const runs = new Map<number, { end: number; digits: number }>();
  const glued: Remark[] = [];
  const widths = widthsOf(form);

  const touch = (digits: number, { start, end }: Span) => {
    const known = runs.get(start);
    runs.set(start, { end: Math.max(end, known?.end ?? 0), digits: Math.max(digits, known?.digits ?? 0) });
  };
  const afterDigits = (before: Before, width: number, at: Span): Before => {
    const digits = before.digits + width;
    const since = before.digits === 0 ? at.start : before.since;
    if (before.code !== null) touch(width, { start: before.code.start, end: at.end });
    else if (digits >= CODE_LIKE) touch(digits, { start: since, end: at.end });
    return { ...NOTHING, digits, since };
  };
  const afterCharacter = (before: Before, { character, start, end }: Glyph): Before => {
    if (DIGIT.test(character)) return afterDigits(before, 1, { start, end });
    // A mark is dropped where letters are replaced, and the digits around it are in a row.
    if (before.digits > 0 && MARK.test(character)) return before;
    if (!GLUES.test(character)) return NOTHING;
    if (before.code !== null) glued.push({ code: 'code_glued', at: { start: before.code.start, end } });
    return { ...NOTHING, letter: { start, end } };
  };
  const afterCode = (before: Before, at: Span): Before => {
    if (before.digits > 0) touch(before.digits, { start: before.since, end: at.end });
    const neighbour = before.code ?? before.letter;
    if (neighbour !== null) glued.push({ code: 'code_glued', at: { start: neighbour.start, end: at.end } });
    return { ...NOTHING, code: at };
  };
  const walk = (elements: readonly MessageFormatElement[], counted: string, from: Before): Before => {
    let before = from;
    for (const element of elements) {
      const at = spanOf(element);
      if (element.type === TYPE.literal) {
        for (const glyph of form.literals.slice(...indexesOf(element))) before = afterCharacter(before, glyph);
      } else if (isBranching(element)) {
        const name = element.type === TYPE.plural ? element.value : counted;
        before = joined(branchesOf(element).map((branch) => walk(branch, name, before)));
      } else {
        const name = element.type === TYPE.pound ? counted : element.value;
        const width = widths.get(name);
        if (name === 'code') before = afterCode(before, at);
        else before = width === undefined ? NOTHING : afterDigits(before, width, at);
      }
    }
    return before;
  };
  const indexesOf = literalIndexes(form);
  walk(form.elements, '', NOTHING);
  return [
    ...[...runs].map(([start, { end, digits }]): Remark => ({
      code: 'digit_run',
      at: { start, end },
      values: { digits },
    })),
    ...glued,
  ];
};

/** Digits that values can begin and end with. */
function widthsOf({ types, variables }: WrittenForm): Map<string, number> {
  const longest = new Map(variables.map(({ name, max_length: length }) => [name, length]));
  longest.set('minutes', String(LONGEST_MINUTES).length);
  return new Map(
    [...types].map(([name, type]) => {
      const width = longest.get(name) ?? DIGITS_OF_WORDS;
      return [name, type === 'number' ? width : Math.min(width, DIGITS_OF_WORDS)];
    }),
  );
}

function joined(ends: readonly Before[]): Before {
  return ends.reduce(
    (all, end) => ({
      ...(end.digits > all.digits ? end : all),
      letter: all.letter ?? end.letter,
      code: all.code ?? end.code,
    }),
    ends[0] ?? NOTHING,
  );
}

/** Where the characters of a literal stand among those of the form, which are in the same order. */
function literalIndexes({ literals }: WrittenForm): (element: MessageFormatElement) => [number, number] {
  let next = 0;
  return (element) => {
    const from = next;
    const { end } = spanOf(element);
    while (next < literals.length && (literals[next]?.start ?? end) < end) next += 1;
    return [from, next];
  };
}
