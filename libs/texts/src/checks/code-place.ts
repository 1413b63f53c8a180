import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Check, Remark } from './check.types.js';
import { branchesOf, everyElement, isBranching, spanOf } from './elements.js';

/** The code stands in the text once, whichever branches are taken. */
export const checkCode: Check = ({ elements }) => [...missing(elements), ...repeated(elements)];

/** How often a name stands in a sequence at the least, over all branches. */
export function leastUses(elements: readonly MessageFormatElement[], name: string): number {
  return elements.reduce((sum, element) => {
    if (isBranching(element)) return sum + leastOf(branchesOf(element).map((branch) => leastUses(branch, name)));
    return sum + (isPlaceOf(element, name) ? 1 : 0);
  }, 0);
}

const leastOf = (counts: number[]) => counts.reduce((least, count) => Math.min(least, count), counts[0] ?? 0);

/** In whatever way it is used: that it may be the wrong way is another matter. */
const isPlaceOf = (element: MessageFormatElement, name: string) =>
  element.type !== TYPE.literal && element.type !== TYPE.pound && element.value === name;

function missing(elements: readonly MessageFormatElement[]): Remark[] {
  if (leastUses(elements, 'code') > 0) return [];
  const branching = elements.find(
    (element) => isBranching(element) && everyElement([element]).some((inner) => isPlaceOf(inner, 'code')),
  );
  return [{ code: 'code_missing', at: branching === undefined ? null : spanOf(branching) }];
}

function repeated(elements: readonly MessageFormatElement[]): Remark[] {
  const remarks: Remark[] = [];
  const walk = (sequence: readonly MessageFormatElement[], before: number): number =>
    sequence.reduce((codes, element) => {
      if (isBranching(element)) {
        return branchesOf(element).reduce((most, branch) => Math.max(most, walk(branch, codes)), codes);
      }
      if (!isPlaceOf(element, 'code')) return codes;
      if (codes > 0) remarks.push({ code: 'code_repeated', at: spanOf(element) });
      return codes + 1;
    }, before);
  walk(elements, 0);
  return remarks;
}
