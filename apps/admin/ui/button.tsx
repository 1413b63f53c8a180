'use client';

import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './button.module.css';

export interface ButtonLook {
  /** `grave`: takes something away for good. */
  readonly emphasis?: 'main' | 'quiet' | 'grave';
  readonly icon?: ReactNode;
  readonly rightIcon?: ReactNode;
  readonly size?: 'xs' | 'sm' | 'md';
  readonly fullWidth?: boolean;
}

export interface ButtonProps extends ButtonLook, ComponentPropsWithRef<'button'> {
  /** Under way: it keeps its width and its name, and takes no second click. */
  readonly loading?: boolean;
}

export function Button({ loading = false, disabled, ...props }: ButtonProps) {
  const { look, content, rest } = dress(props);
  return (
    <button
      type="button"
      {...rest}
      {...look}
      disabled={disabled === true || loading}
      data-loading={loading || undefined}
    >
      {content}
    </button>
  );
}

/** What a button looks like, whether it does something or leads somewhere. */
export function dress<Props extends ButtonLook & { className?: string | undefined; children?: ReactNode }>(
  props: Props,
) {
  const { emphasis = 'quiet', icon, rightIcon, size = 'sm', fullWidth = false, className, children, ...rest } = props;
  return {
    rest,
    look: {
      className: `${classes.button} ${className ?? ''}`,
      'data-emphasis': emphasis,
      'data-size': size,
      'data-full': fullWidth || undefined,
    },
    content: (
      <>
        {icon}
        <span>{children}</span>
        {rightIcon}
      </>
    ),
  } as const;
}

export interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  /** An icon alone says nothing to a screen reader. */
  readonly label: string;
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} className={`${classes.icon} ${className ?? ''}`} {...rest}>
      {children}
    </button>
  );
}
