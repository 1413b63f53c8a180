'use client';

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useNeighbours } from '../lib/use-neighbours';
import { BackLink } from './links';
import { WALK_MARKS } from './page-landmarks';
import classes from './walk.module.css';

export interface WalkProps {
  /** The room's own address: where the way back leads when no list led here. */
  readonly room: string;
  /** "All messages". */
  readonly children: ReactNode;
}

/** The way back to the list, as it was filtered, and on to what stands before and after in it. */
export function Walk({ room, children }: WalkProps) {
  const t = useTranslations('paging');
  const neighbours = useNeighbours();
  return (
    <nav className={classes.walk} aria-label={t('inList')}>
      <BackLink href={neighbours?.list ?? room}>{children}</BackLink>
      {neighbours === undefined ? null : (
        <span className={classes.steps}>
          <Step to="previous" href={neighbours.previous} />
          <Step to="next" href={neighbours.next} />
        </span>
      )}
    </nav>
  );
}

/** At either end of the list there is a place, and no way on. */
function Step({ to, href }: { to: keyof typeof WALK_MARKS; href: string | undefined }) {
  const t = useTranslations('paging');
  const Icon = to === 'previous' ? IconChevronLeft : IconChevronRight;
  const label = t(to);
  const content = <Icon size={18} className={classes.turns} aria-hidden />;
  if (href === undefined) {
    return (
      <span className={classes.step} role="link" aria-label={label} aria-disabled>
        {content}
      </span>
    );
  }
  return (
    <Link
      href={href}
      prefetch={false}
      className={classes.step}
      aria-label={label}
      title={`${label} ${to === 'previous' ? '[' : ']'}`}
      aria-keyshortcuts={to === 'previous' ? '[' : ']'}
      {...WALK_MARKS[to]}
    >
      {content}
    </Link>
  );
}
