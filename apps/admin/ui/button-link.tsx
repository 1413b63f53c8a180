import { Button, type ButtonProps } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './button.module.css';

export interface ButtonLinkProps {
  readonly href: string;
  readonly emphasis?: 'main' | 'quiet';
  readonly icon?: ReactNode;
  readonly size?: ButtonProps['size'];
  /** Leaves the page with all it holds, and asks the server for the next one anew. */
  readonly isReload?: boolean;
  readonly children: ReactNode;
}

/** A way to another page that looks like a button, because it is what to do next. */
export function ButtonLink({ href, emphasis = 'quiet', icon, size, isReload = false, children }: ButtonLinkProps) {
  const look = emphasis === 'main' ? { variant: 'filled', className: classes.main } : { variant: 'default' };
  const shared = { href, leftSection: icon, ...look, ...(size ? { size } : {}) };
  return isReload ? (
    <Button component="a" {...shared}>
      {children}
    </Button>
  ) : (
    <Button component={Link} {...shared}>
      {children}
    </Button>
  );
}
