'use client';

import { CopyButton } from './copy-button';
import classes from './code-block.module.css';

export interface CodeBlockProps {
  readonly title: string;
  readonly copyLabel: string;
  readonly text: string;
  /** Closed until asked for. */
  readonly isFolded?: boolean;
}

/** Something for a terminal: read left to right in every language. */
export function CodeBlock({ title, copyLabel, text, isFolded = false }: CodeBlockProps) {
  return (
    <div className={classes.block}>
      <details open={!isFolded}>
        <summary className={classes.title}>{title}</summary>
        <pre className={classes.text} dir="ltr" translate="no">
          <code>{text}</code>
        </pre>
      </details>
      <div className={classes.copy}>
        <CopyButton label={copyLabel} text={() => text} />
      </div>
    </div>
  );
}
