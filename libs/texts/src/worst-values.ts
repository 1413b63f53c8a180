import type { TextForm } from '@codewire/contracts';
import type { CheckQuestion } from './check-text.js';
import { longestOf } from './checks/costs.js';
import { readForm } from './checks/written-form.js';
import { longestValues } from './sample-values.js';
import type { TextValues } from './text.types.js';

/**
 * The values that make a form longest, those that it counts or chooses by included: what checkText holds against the
 * segments that are allowed. Throws an UnusableTextError for what no message can be made of.
 */
export function worstValues(question: Omit<CheckQuestion, 'maxSegments' | 'source'>, form: TextForm): TextValues {
  const { body, shortBody, locale, purpose, variables, transliterates } = question;
  const written = form === 'short' && shortBody !== null ? shortBody : body;
  const reading = readForm({ form, written, locale, purpose, variables, transliterates });
  // Segments without a limit: that it costs too much is for those who ask.
  const longest = 'read' in reading ? longestOf(reading.read, { transliterates, maxSegments: Infinity }) : undefined;
  return longest?.values ?? longestValues(purpose, variables);
}
