'use client';

import type { DiffPiece, ImportedChange } from '@codewire/contracts';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { useSubjectName } from '../../lib/i18n/use-subject-name';
import { mannerOf } from '../../lib/script';
import { SmsText } from '../../ui/sms-text';
import classes from './locales.module.css';

/** One change: opened at once where it is refused, else by whoever wants to see it. Only what is open is drawn. */
export function ChangeDetail({ change, badge }: { change: ImportedChange; badge: ReactNode }) {
  const t = useTranslations('locales.transfer');
  const nameOf = useSubjectName();
  const [isOpen, setOpen] = useState(change.change === 'refused');
  return (
    <details className={classes.change} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {badge} <span className={classes.changeKind}>{t(`of.${change.kind}`)}</span>{' '}
        <bdi suppressHydrationWarning>{nameOf(change)}</bdi>
      </summary>
      {isOpen ? <Opened change={change} /> : null}
    </details>
  );
}

function Opened({ change: { kind, name, before, after, diff, findings, refusal } }: { change: ImportedChange }) {
  const t = useTranslations('locales.transfer');
  const language = kind === 'text' ? name.split(' ').at(-1) : undefined;
  return (
    <div className={classes.opened}>
      {refusal ? (
        <p className={classes.finding} data-severity="error">
          <IconAlertTriangle size={16} aria-hidden />
          <span dir="auto">{refusal.message}</span>
        </p>
      ) : null}
      {findings.map(({ code, severity, form, start, message }) => (
        <p key={`${code} ${form} ${start}`} className={classes.finding} data-severity={severity}>
          {severity === 'error' ? (
            <IconAlertTriangle size={16} aria-hidden />
          ) : (
            <IconInfoCircle size={16} aria-hidden />
          )}
          <span>
            <strong>{t(`severity.${severity}`)}</strong> · {t(`form.${form}`)} · <span dir="auto">{message}</span>
          </span>
        </p>
      ))}
      {diff ? (
        <>
          <Diff title={t('form.full')} pieces={diff.body} language={language} />
          <Diff title={t('form.short')} pieces={diff.short_body} language={language} />
        </>
      ) : (
        <Facts before={before} after={after} />
      )}
    </div>
  );
}

/** Word by word. What goes and what comes is told by lines and by name, not by colour alone. */
function Diff({
  title,
  pieces,
  language,
}: {
  title: string;
  pieces: readonly DiffPiece[];
  language: string | undefined;
}) {
  const t = useTranslations('locales.transfer');
  if (pieces.every(({ kind }) => kind === 'same')) return null;
  const manner = mannerOf(pieces.map(({ text }) => text).join(''), language);
  return (
    <div className={classes.diff}>
      <h4>{title}</h4>
      <SmsText manner={manner}>
        {pieces.map(({ kind, text }, place) => {
          if (kind === 'same') return <span key={place}>{text}</span>;
          const Element = kind === 'added' ? 'ins' : 'del';
          return (
            <Element key={place}>
              <span className="visually-hidden">{t(`diff.${kind}`)} </span>
              {text}
            </Element>
          );
        })}
      </SmsText>
    </div>
  );
}

type FactValues = ImportedChange['before'];

/** What is set rather than written: as the document names it. */
function Facts({ before, after }: { before: FactValues; after: FactValues }) {
  const t = useTranslations('locales.transfer');
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <table className={classes.sides}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">
              <code dir="ltr">{name}</code>
            </th>
            <td>
              <bdi>{valueOf(before?.[name])}</bdi>
            </td>
            <td>
              <bdi>{valueOf(after?.[name])}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
