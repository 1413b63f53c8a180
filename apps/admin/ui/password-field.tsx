'use client';

import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ComponentProps } from 'react';
import { IconButton } from './button';
import { TextField } from './field';
import classes from './password-field.module.css';

export interface PasswordFieldProps extends Omit<ComponentProps<typeof TextField>, 'type'> {
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
      classNames={{ input: classes.password }}
      rightSectionWidth={44}
      rightSection={
        <IconButton label={isShown ? t('hidePassword') : t('showPassword')} onClick={() => setShown(!isShown)}>
          <Icon size={18} stroke={1.75} aria-hidden />
        </IconButton>
      }
      {...props}
    />
  );
}
