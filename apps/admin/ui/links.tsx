import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './links.module.css';

interface WayProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** From one thing back to all of its kind. */
export function BackLink({ href, children }: WayProps) {
  return (
    <Link href={href} className={classes.link}>
      <IconArrowLeft size={16} aria-hidden />
      {children}
    </Link>
  );
}

/** To where the same thing is looked at from another side. */
export function AsideLink({ href, children }: WayProps) {
  return (
    <Link href={href} className={classes.link}>
      {children}
    </Link>
  );
}
