'use client';

import type { Finding, Purpose, TextForm, Variable } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useId, useState } from 'react';
import { SmsText } from '../../ui/sms-text';
import { mannerOf } from '../../lib/script';
import { placesFor, written } from './places';
import { PlainWords } from './plain-words';
import type { WordsFieldProps, WordsHandle } from './words-field';
import classes from './editor.module.css';

const RichWords = lazy(() => import('./rich-words'));

export interface WordsEditorProps {
  readonly form: TextForm;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it is translated from, in its language. */
  readonly source: { readonly locale: string; readonly text: string } | null;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly purpose: Purpose;
  readonly variables: readonly Variable[];
  readonly findings: readonly Finding[];
  readonly isPlain: boolean;
  readonly isReadOnly: boolean;
  readonly onReady: (handle: WordsHandle | null) => void;
}

/** One form of a text: what it is translated from, the places that it may have, and the words. */
export function WordsEditor(props: WordsEditorProps) {
  const { form, value, source, language, purpose, variables, isPlain, isReadOnly, onReady } = props;
  const t = useTranslations('templates.editor');
  const id = useId();
  const [handle, setHandle] = useState<WordsHandle | null>(null);
  const places = placesFor(purpose, variables);
  const field: WordsFieldProps = {
    ...props,
    id: `${id}-words`,
    label: t(`forms.${form}`),
    describedBy: `${id}-hint`,
    places,
    onReady: useReady(setHandle, onReady),
  };
  return (
    <section className={classes.form} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t(`forms.${form}`)}</h3>
      <p id={`${id}-hint`} className={classes.hint}>
        {t(`formHints.${form}`)}
      </p>
      {source === null ? null : (
        <div className={classes.source}>
          <SmsText manner={mannerOf(source.text, source.locale)}>{source.text}</SmsText>
        </div>
      )}
      {isReadOnly ? null : (
        <div className={classes.chips} role="group" aria-label={t('insert')}>
          {places.map((place) => (
            <button
              key={place.name}
              type="button"
              className={classes.chip}
              title={t(`placeKinds.${place.kind}`)}
              disabled={handle === null}
              onClick={() => handle?.insert(written(place))}
            >
              <code dir="ltr">{written(place)}</code>
            </button>
          ))}
        </div>
      )}
      {isPlain ? (
        <PlainWords {...field} />
      ) : (
        <Suspense fallback={<Waiting value={value} language={language} direction={props.direction} />}>
          {/* Its chips and suggestions are made once, of the places that there are. */}
          <RichWords key={places.map(({ name }) => name).join()} {...field} />
        </Suspense>
      )}
    </section>
  );
}

/** The words while their editor is on its way, in the place that it will take. */
function Waiting({ value, language, direction }: Pick<WordsFieldProps, 'value' | 'language' | 'direction'>) {
  return (
    <div className={classes.waiting} lang={language} dir={direction} data-font={mannerOf(value, language).font}>
      {value}
    </div>
  );
}

/** Both the chips here and the findings elsewhere work on the field. */
function useReady(own: (handle: WordsHandle | null) => void, others: (handle: WordsHandle | null) => void) {
  const [ready] = useState(() => (handle: WordsHandle | null) => {
    own(handle);
    others(handle);
  });
  return ready;
}
