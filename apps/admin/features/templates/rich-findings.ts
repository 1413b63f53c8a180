import type { Finding } from '@codewire/contracts';
import { StateEffect, StateField, type EditorState } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** What has been found in the words as they are now; what is typed afterwards moves the marks along. */
export const showFindings = StateEffect.define<readonly Finding[]>();

const MARKS = {
  error: Decoration.mark({ class: 'cm-error' }),
  warning: Decoration.mark({ class: 'cm-warning' }),
} as const;

/** Underlines each place that a finding names. */
export const findingMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    const news = effects.find((effect) => effect.is(showFindings));
    return news === undefined ? marks.map(changes) : marksOf(news.value, state);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(findings: readonly Finding[], { doc }: EditorState): DecorationSet {
  const ranges = findings.flatMap(({ start, end, severity }) =>
    start === null || end === null || end <= start || end > doc.length ? [] : [MARKS[severity].range(start, end)],
  );
  return Decoration.set(ranges, true);
}
