import type { ReactNode } from 'react';
import classes from './badge.module.css';

/** How a state feels, whatever it is called: each tone is a pair of tokens with enough contrast. */
export type Tone = 'ok' | 'busy' | 'warn' | 'bad' | 'calm';

/** Word, icon and colour together: a state is never told by colour alone. */
export function Badge({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
