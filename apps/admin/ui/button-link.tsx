'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { dress, type ButtonLook } from './button';

export interface ButtonLinkProps extends ButtonLook {
  readonly href: string;
  /** Leaves the page with all it holds, and asks the server for the next one anew. */
  readonly isReload?: boolean;
  readonly children: ReactNode;
}

/** A way to another page that looks like a button, because it is what to do next. */
export function ButtonLink({ href, isReload = false, ...props }: ButtonLinkProps) {
  const { look, content } = dress(props);
  return isReload ? (
    <a href={href} {...look}>
      {content}
    </a>
  ) : (
    <Link href={href} {...look}>
      {content}
    </Link>
  );
}
