import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A room's own space: `wide` for tables, `medium` for cards side by side, `narrow` for what is read line by line. */
export function Page({ width = 'wide', children }: { width?: 'wide' | 'medium' | 'narrow'; children: ReactNode }) {
  return (
    <div className={classes.page} data-width={width}>
      {children}
    </div>
  );
}

export interface PageHeaderProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Right beside the title: a state, an id. */
  readonly beside?: ReactNode;
  /** At the other end: what can be done here, most wanted last. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, lead, beside, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h1 className={classes.title}>{title}</h1>
        {beside}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
      {lead ? <p className={classes.lead}>{lead}</p> : null}
    </header>
  );
}
