import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './form.module.css';

/** Questions one under the other. What is wrong is told by the form itself, in the reader's language. */
export function Form({ children, ...rest }: ComponentPropsWithRef<'form'>) {
  return (
    <form className={classes.form} noValidate {...rest}>
      {children}
    </form>
  );
}

/** What ends a form, the most wanted last. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
