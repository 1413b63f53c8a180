import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { VariableType } from '../variable-types.js';
import type { Check, Remark } from './check.types.js';
import { leastUses } from './code-place.js';
import { everyElement, spanOf, type Glyph } from './elements.js';
import type { WrittenForm } from './written-form.js';

const isPlace = (element: MessageFormatElement): element is Exclude<MessageFormatElement, { type: TYPE.pound }> =>
  element.type !== TYPE.literal && element.type !== TYPE.pound;

/** Every value that is asked for exists, and is used in a way that its type has. */
export const checkVariables: Check = ({ elements, types, literals, written }) => [
  ...everyElement(elements).flatMap((element): Remark[] => {
    if (!isPlace(element)) return [];
    const type = types.get(element.value);
    const at = spanOf(element);
    if (type === undefined) return [{ code: 'variable_unknown', at, values: { name: element.value } }];
    return isUsable(element, type) ? [] : [{ code: 'variable_mistyped', at, values: { name: element.value } }];
  }),
  ...markup(literals, written),
];

function isUsable(element: MessageFormatElement, type: VariableType): boolean {
  switch (element.type) {
    case TYPE.argument:
      return true;
    case TYPE.number:
      return type === 'number' && !element.style;
    case TYPE.plural:
      return type === 'number';
    case TYPE.select:
      return type === 'text' && element.options['other'] !== undefined;
    default:
      // Dates and times: no text is given any.
      return false;
  }
}

/** `<b>`: phones show it as it is. */
function markup(literals: readonly Glyph[], written: string): Remark[] {
  const remarks: Remark[] = [];
  let open: Glyph | undefined;
  literals.forEach((glyph, index) => {
    if (glyph.character === '<') {
      open = /^[a-zA-Z/!]$/.test(literals[index + 1]?.character ?? '') ? glyph : undefined;
    } else if (glyph.character === '>' && open !== undefined) {
      const at = { start: open.start, end: glyph.end };
      remarks.push({ code: 'markup', at, values: { tag: written.slice(at.start, at.end) } });
      open = undefined;
    }
  });
  return remarks;
}

/** Whoever approves a payment reads how much and to whom, whichever branches are taken. */
export const checkRequired: Check = ({ purpose, elements }) =>
  purpose === 'payment'
    ? ['amount', 'payee']
        .filter((name) => leastUses(elements, name) === 0)
        .map((name) => ({ code: 'variable_missing', at: null, values: { name } }))
    : [];

export function namesIn({ elements }: Pick<WrittenForm, 'elements'>): Set<string> {
  return new Set(everyElement(elements).flatMap((element) => (isPlace(element) ? [element.value] : [])));
}
