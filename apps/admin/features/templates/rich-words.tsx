'use client';

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { mannerOf } from '../../lib/script';
import { completionOf } from './rich-completion';
import { findingMarks, showFindings } from './rich-findings';
import { foundation, manners, type Manner } from './rich-foundation';
import type { WordsFieldProps, WordsHandle } from './words-field';
import { useScriptFont } from '../../ui/use-script-font';
import classes from './editor.module.css';

/** Words with their places drawn as chips, invisible characters shown, completion after `{` and findings underlined. */
export default function RichWords(props: WordsFieldProps) {
  const { value, findings, onReady } = props;
  const t = useTranslations('templates.editor');
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  /** What was typed here last: only what comes from elsewhere is put in. */
  const typed = useRef(value);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const font = mannerOf(value, props.language).font;
  useScriptFont(font);

  // Before the other widget is there, if it was chosen: whoever is there last has the handle.
  useLayoutEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    const { places, language } = latest.current;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: typed.current,
        extensions: [
          foundation({ nonce: nonceOfPage(), placeNames: places.map(({ name }) => name) }),
          completionOf({
            places,
            language,
            tell: (place, use) => t(`placeKinds.${use === 'plural' ? use : place.kind}`),
          }),
          EditorState.phrases.of({ Completions: t('completions'), 'Control character': t('controlCharacter') }),
          findingMarks,
          manners.of(mannerFacts(latest.current)),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            typed.current = update.state.doc.toString();
            latest.current.onChange(typed.current);
          }),
        ],
      }),
    });
    editor.current = view;
    onReady(handleOf(view));
    return () => {
      onReady(null);
      editor.current = null;
      view.destroy();
    };
    // Another language is another editor (see the key it is drawn with); words of the console never change under it.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the editor is made once, and told the rest below
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (view === null || value === typed.current) return;
    typed.current = value;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => editor.current?.dispatch({ effects: showFindings.of(findings) }), [findings]);

  const { label, describedBy, isReadOnly, id } = props;
  const isWrong = findings.some(({ severity }) => severity === 'error');
  useEffect(
    () => editor.current?.dispatch({ effects: manners.change(mannerFacts(latest.current)) }),
    [id, label, describedBy, isReadOnly, isWrong],
  );

  return <div ref={place} className={classes.rich} data-font={font} />;
}

function mannerFacts(props: WordsFieldProps): Manner {
  const { id, label, describedBy, language, direction, isReadOnly, findings } = props;
  const isInvalid = findings.some(({ severity }) => severity === 'error');
  return { id, label, describedBy, language, direction, isReadOnly, isInvalid };
}

/** Of the page as it was first loaded: whatever room came after, its policy is still in force. */
function nonceOfPage(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

function handleOf(view: EditorView): WordsHandle {
  const within = (at: number) => Math.min(at, view.state.doc.length);
  return {
    insert: (text) => {
      view.focus();
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: 'input' });
    },
    select: (start, end) => {
      view.focus();
      view.dispatch({ selection: { anchor: within(start), head: within(end) }, scrollIntoView: true });
    },
    replace: (start, end, insert) => {
      view.focus();
      const changes = { from: within(start), to: within(end), insert };
      view.dispatch({ changes, selection: { anchor: changes.from + insert.length }, userEvent: 'input' });
    },
  };
}
