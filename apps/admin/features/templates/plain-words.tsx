'use client';

import { useCallback } from 'react';
import { mannerOf } from '../../lib/script';
import type { WordsFieldProps, WordsHandle } from './words-field';
import classes from './editor.module.css';

/** The platform's own field, for whom an editor of code is in the way. */
export function PlainWords(props: WordsFieldProps) {
  const { id, label, describedBy, value, onChange, language, direction, findings, isReadOnly, onReady } = props;
  const attach = useCallback(
    (field: HTMLTextAreaElement | null) => {
      if (field === null) return;
      onReady(handleOf(field));
      return () => onReady(null);
    },
    [onReady],
  );
  return (
    <textarea
      ref={attach}
      id={id}
      className={classes.plain}
      data-font={mannerOf(value, language).font}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={findings.some(({ severity }) => severity === 'error') || undefined}
      rows={4}
      lang={language}
      dir={direction}
      readOnly={isReadOnly}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What is put in goes through the browser's own editing where it can, so that it can be undone. */
function handleOf(field: HTMLTextAreaElement): WordsHandle {
  function put(text: string): void {
    field.focus();
    if (document.execCommand('insertText', false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return {
    insert: put,
    select: (start, end) => {
      field.focus();
      field.setSelectionRange(start, end);
    },
    replace: (start, end, text) => {
      field.setSelectionRange(start, end);
      put(text);
    },
  };
}
