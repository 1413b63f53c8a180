'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import classes from './empty.module.css';

export interface EmptyProps {
  readonly title: string;
  readonly detail: string;
  /** The one thing to do next, a button or a link. */
  readonly action?: ReactNode;
  /** Where it is explained. */
  readonly more?: ReactNode;
}

/** Nothing exists yet: what it will be, and how it begins. */
export function Empty({ title, detail, action, more }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      <p>{detail}</p>
      {action ? <div className={classes.ways}>{action}</div> : null}
      {more ? <p className={classes.more}>{more}</p> : null}
    </div>
  );
}

export interface FilterInForce {
  readonly name: string;
  readonly label: string;
  readonly drop: () => void;
}

export interface NoMatchProps {
  readonly title: string;
  readonly filters: readonly FilterInForce[];
  readonly onClear: () => void;
}

/** There are rows, but none that match: which filter could go. */
export function NoMatch({ title, filters, onClear }: NoMatchProps) {
  const t = useTranslations('states');
  return (
    <Empty
      title={title}
      detail={t('noMatchDetail')}
      action={
        <>
          {filters.length > 1
            ? filters.map(({ name, label, drop }) => (
                <Button key={name} size="xs" onClick={drop}>
                  {t('without', { filter: label })}
                </Button>
              ))
            : null}
          <Button size="xs" onClick={onClear}>
            {t('clear')}
          </Button>
        </>
      }
    />
  );
}
