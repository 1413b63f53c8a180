'use client';

import type { Finding, ToldFinding } from '@codewire/contracts';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { Button } from '../../ui/button';
import classes from './editor.module.css';

export interface FindingsListProps {
  readonly findings: readonly ToldFinding[];
  /** How many there are is known at once; what they say comes from the backend. */
  readonly found: readonly Finding[];
  /** They are of the words before the last letters that were typed. */
  readonly isOld: boolean;
  readonly isReadOnly: boolean;
  readonly onShow: (finding: ToldFinding) => void;
  readonly onReplace: (finding: ToldFinding, replacement: string) => void;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** What is wrong with the words and what their author should know, each with the way to its place. */
export function FindingsList({ findings, found, isOld, isReadOnly, onShow, onReplace, heading }: FindingsListProps) {
  const t = useTranslations('templates.editor');
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  return (
    <section className={classes.findings} data-old={isOld || undefined} aria-busy={isOld}>
      <h3 ref={heading} tabIndex={-1}>
        {t('checks')}
      </h3>
      <p className={classes.sum} data-tone={errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'ok'} role="status">
        {found.length === 0 ? <IconCircleCheck size={17} aria-hidden /> : null}
        {t('findings', { errors, warnings })}
      </p>
      {findings.length === 0 ? null : (
        <ul>
          {findings.map((finding, place) => (
            <li key={place} data-severity={finding.severity}>
              {finding.severity === 'error' ? (
                <IconCircleX size={17} aria-hidden />
              ) : (
                <IconAlertTriangle size={17} aria-hidden />
              )}
              <div>
                <p>
                  <strong>{t(`severity.${finding.severity}`)}</strong>
                  {' · '}
                  <Place finding={finding} />
                </p>
                <p dir="auto">{finding.message}</p>
                <div className={classes.ways}>
                  <Button size="xs" onClick={() => onShow(finding)}>
                    {t('show')}
                  </Button>
                  {isReadOnly ? null : <Replace finding={finding} isOld={isOld} onReplace={onReplace} />}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Place({ finding: { form, start } }: { finding: ToldFinding }) {
  const t = useTranslations('templates.editor');
  if (start === null) return t(`forms.${form}`);
  return t('at', { form: t(`forms.${form}`), character: start + 1 });
}

function Replace({
  finding,
  isOld,
  onReplace,
}: Pick<FindingsListProps, 'isOld' | 'onReplace'> & { finding: ToldFinding }) {
  const t = useTranslations('templates.editor');
  const { replacement } = finding.values;
  if (typeof replacement !== 'string' || finding.start === null) return null;
  return (
    <Button size="xs" disabled={isOld} onClick={() => onReplace(finding, replacement)}>
      {replacement === '' ? t('takeAway') : t.rich('replaceWith', { text: () => <bdi>{replacement}</bdi> })}
    </Button>
  );
}
