import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension, type StateEffect } from '@codemirror/state';
import {
  Decoration,
  Direction,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { PLACE } from './places';

/** How a field presents itself, to screen readers and to fonts. */
export interface Manner {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly isReadOnly: boolean;
  readonly isInvalid: boolean;
}

const compartment = new Compartment();

export const manners = {
  of: (manner: Manner): Extension => compartment.of(toExtension(manner)),
  change: (manner: Manner): StateEffect<unknown> => compartment.reconfigure(toExtension(manner)),
};

function toExtension({ id, label, describedBy, language, direction, isReadOnly, isInvalid }: Manner): Extension {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      id,
      'aria-label': label,
      ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
      ...(isInvalid ? { 'aria-invalid': 'true' } : {}),
      ...(isReadOnly ? { 'aria-readonly': 'true' } : {}),
      lang: language,
      dir: direction,
      spellcheck: 'true',
    }),
  ];
}

/**
 * Beside what the widget shows by itself: no-break blanks, joiners and all that turns the direction of writing, which no
 * text should have unseen.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u00a0\u202f]/gu;

/** What every field of words stands on. Tab is not among its keys: it leads on, as everywhere. */
export function foundation({ nonce, placeNames }: { nonce: string; placeNames: readonly string[] }): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.perLineTextDirection.of(true),
    EditorView.lineWrapping,
    drawSelection(),
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    highlightSpecialChars({ addSpecialChars: UNSEEN, render: drawUnseen }),
    chipsFor(new Set(placeNames)),
    typingOver,
  ];
}

/**
 * What is typed over a selection that begins in a chip would be given the look of the chip by the browser itself, with a
 * style attribute, which the console's policy refuses. So it is put in here.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const selected = view.dom.ownerDocument.getSelection();
    const isTyped = event.inputType === 'insertText' && event.data !== null && !event.isComposing;
    if (!isTyped || view.state.readOnly || selected === null || selected.isCollapsed) return false;
    const { startContainer, startOffset, endContainer, endOffset } = selected.getRangeAt(0);
    const [from, to] = [view.posAtDOM(startContainer, startOffset), view.posAtDOM(endContainer, endOffset)];
    const insert = event.data ?? '';
    const selection = { anchor: from + insert.length };
    view.dispatch({ changes: { from, to, insert }, selection, scrollIntoView: true, userEvent: 'input.type' });
    return true;
  },
});

/** Persian and the scripts of India are written with these, so they only leave a trace. */
const JOINERS = new Set([0x200c, 0x200d]);

/** By its number, so that two of them are told apart. */
function drawUnseen(code: number, description: string | null): HTMLElement {
  const number = code.toString(16).toUpperCase().padStart(4, '0');
  const mark = document.createElement('span');
  mark.className = JOINERS.has(code) ? 'cm-joiner' : 'cm-unseen';
  mark.textContent = JOINERS.has(code) ? '' : number;
  mark.title = description ?? `U+${number}`;
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', mark.title);
  return mark;
}

/** Latin names in a text from right to left must not turn what stands around them. */
const chip = Decoration.mark({ class: 'cm-place', attributes: { dir: 'ltr' }, bidiIsolate: Direction.LTR });
const unknownChip = Decoration.mark({
  class: 'cm-place cm-place-unknown',
  attributes: { dir: 'ltr' },
  bidiIsolate: Direction.LTR,
});

function chipsFor(names: ReadonlySet<string>): Extension {
  const matcher = new MatchDecorator({
    regexp: PLACE,
    decoration: ([, name = '']) => (names.has(name) ? chip : unknownChip),
  });
  return ViewPlugin.fromClass(
    class {
      chips: DecorationSet;

      constructor(view: EditorView) {
        this.chips = matcher.createDeco(view);
      }

      update(update: ViewUpdate): void {
        this.chips = matcher.updateDeco(update, this.chips);
      }
    },
    {
      decorations: ({ chips }) => chips,
      provide: (plugin) => EditorView.bidiIsolatedRanges.of((view) => view.plugin(plugin)?.chips ?? Decoration.none),
    },
  );
}
