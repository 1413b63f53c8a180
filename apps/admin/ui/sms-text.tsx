'use client';

import type { ReactNode } from 'react';
import type { TextManner } from '../lib/script';
import { useScriptFont } from './use-script-font';
import classes from './sms-text.module.css';

export interface SmsTextProps {
  readonly manner: TextManner;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The words of an SMS in their own language, direction and letters, whatever the console around them speaks. */
export function SmsText({ manner, className, children }: SmsTextProps) {
  useScriptFont(manner.font);
  return (
    <p
      className={`${classes.text} ${className ?? ''}`}
      lang={manner.language}
      dir={manner.direction}
      data-font={manner.font}
    >
      {children}
    </p>
  );
}
