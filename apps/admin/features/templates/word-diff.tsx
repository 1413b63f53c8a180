'use client';

import type { DiffPiece } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { mannerOf } from '../../lib/script';
import { SmsText } from '../../ui/sms-text';
import classes from './editor.module.css';

/** What became of words: what went is struck through, what came is underlined; both are said, too. */
function WordDiff({ pieces, language }: { pieces: readonly DiffPiece[]; language: string }) {
  const t = useTranslations('templates.diff');
  const whole = pieces.map(({ text }) => text).join('');
  if (whole === '') return <p className={classes.hint}>{t('none')}</p>;
  return (
    <div className={classes.diff}>
      <SmsText manner={mannerOf(whole, language)}>
        {pieces.map(({ kind, text }, place) =>
          kind === 'same' ? (
            text
          ) : kind === 'removed' ? (
            <del key={place}>
              <span className="visually-hidden">{t('removed')} </span>
              {text}
            </del>
          ) : (
            <ins key={place}>
              <span className="visually-hidden">{t('added')} </span>
              {text}
            </ins>
          ),
        )}
      </SmsText>
    </div>
  );
}

/** Both forms of a text, each only where it has changed. */
export function FormsDiff(props: {
  readonly body: readonly DiffPiece[];
  readonly shortBody: readonly DiffPiece[];
  readonly language: string;
}) {
  const t = useTranslations('templates');
  const { body, shortBody, language } = props;
  const hasChanged = (pieces: readonly DiffPiece[]) => pieces.some(({ kind }) => kind !== 'same');
  if (!hasChanged(body) && !hasChanged(shortBody)) return <p>{t('diff.same')}</p>;
  return (
    <>
      {hasChanged(body) ? (
        <div>
          <h3 className={classes.diffTitle}>{t('editor.forms.full')}</h3>
          <WordDiff pieces={body} language={language} />
        </div>
      ) : null}
      {hasChanged(shortBody) ? (
        <div>
          <h3 className={classes.diffTitle}>{t('editor.forms.short')}</h3>
          <WordDiff pieces={shortBody} language={language} />
        </div>
      ) : null}
    </>
  );
}
