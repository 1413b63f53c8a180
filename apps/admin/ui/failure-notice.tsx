'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ApiFailure } from '../lib/api/failure';
import { useOnline } from '../lib/use-online';
import { Notice } from './notice';
import classes from './failure-notice.module.css';

export interface FailureNoticeProps {
  readonly failure: ApiFailure;
  /** Moves the reader here: right after their own action, wrong for something that happened by itself. */
  readonly takesFocus?: boolean;
  readonly children?: ReactNode;
}

/** What failed, why, and what to do, in the backend's own words where it answered. */
export function FailureNotice({ failure, takesFocus = false, children }: FailureNoticeProps) {
  const t = useTranslations('failure');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) place.current?.focus();
  }, [failure, takesFocus]);

  const isOnline = useOnline();
  const { problem, kind } = failure;
  const words = problem ?? (kind === 'unreadable' ? unreadable(t) : isOnline ? unreachable(t) : offline(t));
  return (
    <Notice ref={place} tone="bad" title={words.title} role="alert" tabIndex={-1}>
      <p dir="auto">{words.detail}</p>
      <p dir="auto">{words.remedy}</p>
      {problem ? (
        <p className={classes.request}>
          {t('request')} <code dir="ltr">{problem.request_id}</code>
        </p>
      ) : null}
      {children ? <div className={classes.actions}>{children}</div> : null}
    </Notice>
  );
}

type Words = ReturnType<typeof useTranslations<'failure'>>;

function unreachable(t: Words) {
  return { title: t('unreachableTitle'), detail: t('unreachableDetail'), remedy: t('unreachableRemedy') };
}

function offline(t: Words) {
  return { title: t('offlineTitle'), detail: t('offlineDetail'), remedy: t('offlineRemedy') };
}

function unreadable(t: Words) {
  return { title: t('unreadableTitle'), detail: t('unreadableDetail'), remedy: t('unreadableRemedy') };
}
