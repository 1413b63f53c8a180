'use client';

import type { Permission } from '@codewire/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useMay } from './session-provider';

export interface LinkIfOpenProps {
  /** What the page behind it takes. */
  readonly to: Permission;
  readonly href: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A way for those to whom the page behind it is open; for others its words alone. */
export function LinkIfOpen({ to, href, className, children }: LinkIfOpenProps) {
  const may = useMay();
  if (!may(to)) return <span className={className}>{children}</span>;
  return (
    <Link href={href} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
