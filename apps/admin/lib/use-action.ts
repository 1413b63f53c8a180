'use client';

import { useState } from 'react';
import { isRefusal } from './api/failure';

export interface Action<Input> {
  readonly run: (input: Input) => Promise<void>;
  readonly isBusy: boolean;
  /** What was thrown last; null while nothing was, and as soon as it is tried again. */
  readonly failure: unknown;
  readonly reset: () => void;
}

const IDLE = { isBusy: false, failure: null } as const;

/** Something that a reader sets off, where a cache of answers would be too much. Busy until `onDone` has ended too. */
export function useAction<Input, Result>(
  work: (input: Input) => Promise<Result>,
  onDone: (result: Result) => unknown,
): Action<Input> {
  const [state, setState] = useState<{ isBusy: boolean; failure: unknown }>(IDLE);
  async function run(input: Input): Promise<void> {
    setState({ isBusy: true, failure: null });
    try {
      await onDone(await work(input));
      setState(IDLE);
    } catch (failure) {
      // A proof that was called off: as if it had not been tried.
      setState(isRefusal(failure, 'auth.step_up_needed') ? IDLE : { isBusy: false, failure });
    }
  }
  return { run, ...state, reset: () => setState(IDLE) };
}
