import type { CompiledText, RenderedText, RenderOutcome, TextValues } from '@codewire/texts';
import { AppError } from '../platform/app-error.js';

/** The message; without the variables that this text does not know, where they may be left out. Throws as `readOutcome`. */
export function renderWith(
  text: Pick<CompiledText, 'render'>,
  values: TextValues,
  mayLeaveOut: (name: string) => boolean,
): RenderedText {
  const outcome = text.render(values);
  if (outcome.kind !== 'value_unknown') return readOutcome(outcome);
  const { [outcome.name]: extra, ...variables } = values.variables ?? {};
  if (extra === undefined || !mayLeaveOut(outcome.name)) return readOutcome(outcome);
  return renderWith(text, { ...values, variables }, mayLeaveOut);
}

/** A text that was rendered; else throws the refusal that says why it was not. */
export function readOutcome(outcome: RenderOutcome): RenderedText {
  switch (outcome.kind) {
    case 'rendered':
      return outcome.text;
    case 'too_long':
      throw new AppError('text.too_long', { values: { segments: outcome.segments, limit: outcome.limit } });
    case 'value_missing':
      throw new AppError('text.value_missing', named(outcome.name));
    case 'value_unknown':
      throw new AppError('text.value_unknown', named(outcome.name));
    case 'value_invalid':
      throw new AppError('text.value_invalid', {
        ...named(outcome.name),
        values: { name: outcome.name, limit: outcome.limit },
      });
  }
}

const OF_THE_REQUEST = new Set(['brand', 'amount', 'payee']);

/** The field as the request has it: declared variables stand together. */
function named(name: string) {
  return { field: OF_THE_REQUEST.has(name) ? name : `variables.${name}`, values: { name } };
}
