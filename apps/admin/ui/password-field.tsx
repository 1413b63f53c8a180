'use client';

import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from './button';
import { TextField, type TextFieldProps } from './field';
import classes from './password-field.module.css';

export interface PasswordFieldProps extends Omit<TextFieldProps, 'type' | 'end' | 'className'> {
  readonly autoComplete: 'current-password' | 'new-password';
}

/** Hidden until its owner looks; pasting and password managers are welcome (WCAG 2.2, 3.3.8). */
export function PasswordField(props: PasswordFieldProps) {
  const t = useTranslations('common');
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? IconEyeOff : IconEye;
  return (
    <TextField
      type={isShown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      className={classes.password}
      end={
        <IconButton label={isShown ? t('hidePassword') : t('showPassword')} onClick={() => setShown(!isShown)}>
          <Icon size={18} stroke={1.75} aria-hidden />
        </IconButton>
      }
      {...props}
    />
  );
}
