'use client';

import { ActionIcon, Button as MantineButton, type ButtonProps as MantineButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './button.module.css';

type NativeButton = Omit<ComponentPropsWithRef<'button'>, 'style' | 'color'>;

export interface ButtonProps extends NativeButton {
  /** `grave`: takes something away for good. */
  readonly emphasis?: 'main' | 'quiet' | 'grave';
  readonly icon?: ReactNode;
  readonly rightIcon?: ReactNode;
  readonly loading?: boolean;
  readonly size?: MantineButtonProps['size'];
  readonly fullWidth?: boolean;
}

export function Button({ emphasis = 'quiet', icon, rightIcon, className, ...rest }: ButtonProps) {
  const look = emphasis === 'quiet' ? 'default' : 'filled';
  return (
    <MantineButton
      type="button"
      variant={look}
      className={`${classes[emphasis] ?? ''} ${className ?? ''}`}
      leftSection={icon}
      rightSection={rightIcon}
      {...rest}
    />
  );
}

export interface IconButtonProps extends NativeButton {
  /** An icon alone says nothing to a screen reader. */
  readonly label: string;
}

export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <ActionIcon type="button" variant="subtle" color="gray" size="lg" aria-label={label} title={label} {...rest}>
      {children}
    </ActionIcon>
  );
}
