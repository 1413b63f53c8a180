import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import type { Tone } from './badge';
import classes from './notice.module.css';

export interface NoticeProps extends Omit<ComponentPropsWithRef<'div'>, 'title'> {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
}

/** A message in the flow of the page: what is so, and below it what to do. */
export function Notice({ tone, title, children, ...rest }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} {...rest}>
      <NoticeIcon tone={tone} />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}

export function NoticeIcon({ tone }: { tone: Tone }) {
  if (tone === 'ok') return <IconCircleCheck size={20} aria-hidden />;
  if (tone === 'bad' || tone === 'warn') return <IconAlertTriangle size={20} aria-hidden />;
  return <IconInfoCircle size={20} aria-hidden />;
}
