'use client';

import { useAction, type Action } from '../lib/use-action';
import { toast } from './toasts';

export interface ChangeOptions<Input, Result> {
  /** One call from the browser, or several in a row. */
  readonly work: (input: Input) => Promise<Result>;
  /** What follows from it: a dialog closes, a list is asked for again. */
  readonly onDone?: (result: Result) => unknown;
  /** Said in the corner of the page when it is done. */
  readonly said?: string;
}

/**
 * Something that a person does in a room, and hears of when it is done. Where the backend wants a fresh proof the
 * person is asked for it and the work goes on by itself (see lib/api/browser.ts); called off, it is as if never tried.
 */
export function useChange<Input, Result>({ work, onDone, said }: ChangeOptions<Input, Result>): Action<Input> {
  return useAction(work, async (result: Result) => {
    await onDone?.(result);
    if (said !== undefined) toast({ tone: 'ok', title: said });
  });
}
