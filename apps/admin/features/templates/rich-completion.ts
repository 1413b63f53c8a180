import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { pluralOf, written, type Place } from './places';

export interface CompletionOptions {
  readonly places: readonly Place[];
  /** Whose plural forms are offered. */
  readonly language: string;
  readonly tell: (place: Place, use: 'alone' | 'plural') => string;
}

/** After `{` the places that the text may have are offered, and of those that are counted their plural too. */
export function completionOf({ places, language, tell }: CompletionOptions): Extension {
  const options = places
    .flatMap((place): Completion[] => [
      { label: written(place), detail: tell(place, 'alone') },
      ...(place.kind === 'number'
        ? [
            {
              label: pluralOf(place.name, language),
              displayLabel: `{${place.name}, plural, …}`,
              detail: tell(place, 'plural'),
            },
          ]
        : []),
    ])
    // In their own order, not in that of the alphabet.
    .map((option, place) => ({ ...option, boost: -place }));
  function complete(context: CompletionContext): CompletionResult | null {
    const begun = context.matchBefore(/\{\w*/);
    if (begun === null) return null;
    return { from: begun.from, options, validFor: /^\{\w*$/ };
  }
  // A line break right after a brace is never meant: Enter takes the suggestion however soon it comes.
  return autocompletion({ override: [complete], icons: false, interactionDelay: 0 });
}
