'use client';

import { ActionIcon, Button as MantineButton, type ButtonProps as MantineButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './button.module.css';

type NativeButton = Omit<ComponentPropsWithRef<'button'>, 'style' | 'color'>;

export interface ButtonProps extends NativeButton {
  readonly emphasis?: 'main' | 'quiet';
  readonly icon?: ReactNode;
  readonly rightIcon?: ReactNode;
  readonly loading?: boolean;
  readonly size?: MantineButtonProps['size'];
  readonly fullWidth?: boolean;
}

export function Button({ emphasis = 'quiet', icon, rightIcon, ...rest }: ButtonProps) {
  const look = emphasis === 'main' ? { variant: 'filled', classNames: { root: classes.main } } : { variant: 'default' };
  return <MantineButton type="button" leftSection={icon} rightSection={rightIcon} {...look} {...rest} />;
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
