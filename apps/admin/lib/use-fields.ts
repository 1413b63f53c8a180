'use client';

import type { ErrorCode } from '@codewire/contracts';
import { useEffect, useRef, useState, type ChangeEvent, type RefObject, type SubmitEvent } from 'react';
import { ApiFailure } from './api/failure';

type Values<Name extends string> = Readonly<Record<Name, string>>;
export type FieldErrors<Name extends string> = Readonly<Partial<Record<Name, string>>>;

export interface FieldsOptions<Name extends string> {
  readonly first: Values<Name>;
  /** Words for what is wrong, by field. */
  readonly check: (values: Values<Name>) => FieldErrors<Name>;
  readonly onSubmit: (values: Values<Name>) => unknown;
  /** What the backend said to the last attempt: told at the field that it names. */
  readonly failure: unknown;
}

export interface Fields<Name extends string> {
  readonly values: Values<Name>;
  readonly form: { readonly ref: RefObject<HTMLFormElement | null>; readonly onSubmit: (event: SubmitEvent) => void };
  readonly field: (name: Name) => FieldProps;
  /** True when the refusal is told at a field, and need not be told again. */
  readonly isToldAtField: boolean;
}

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) => void;
}

/** Refusals that are about one field, whatever the form around it is for. */
const FIELD_OF: Partial<Record<ErrorCode, string>> = { 'auth.code_wrong': 'code', 'setup.token_wrong': 'token' };

/** A form that checks when it is sent, tells what is wrong at each field, and moves the focus to the first of them. */
export function useFields<Name extends string>(options: FieldsOptions<Name>): Fields<Name> {
  const { first, check, onSubmit, failure } = options;
  const [values, setValues] = useState(first);
  const [checked, setChecked] = useState({} as FieldErrors<Name>);
  // What was said about a field holds until something else is typed there.
  const [edited, setEdited] = useState<readonly Name[]>([]);
  const ref = useRef<HTMLFormElement>(null);
  const refused = refusedFields(failure, first);
  const errors = { ...refused, ...checked };
  useEffect(() => ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [checked, failure]);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const wrong = check(values);
    setChecked(wrong);
    setEdited([]);
    if (Object.keys(wrong).length === 0) void onSubmit(values);
  }

  return {
    values,
    form: { ref, onSubmit: submit },
    isToldAtField: Object.keys(refused).length > 0,
    field: (name) => ({
      name,
      value: values[name],
      error: edited.includes(name) ? undefined : errors[name],
      onChange: (event) => {
        const { value } = event.currentTarget;
        setValues((typed) => ({ ...typed, [name]: value }));
        setEdited((names) => [...names, name]);
      },
    }),
  };
}

/** What the backend says about fields of this form, in its own words. */
function refusedFields<Name extends string>(failure: unknown, first: Values<Name>): FieldErrors<Name> {
  const problem = failure instanceof ApiFailure ? failure.problem : null;
  if (!problem) return {} as FieldErrors<Name>;
  const { field = FIELD_OF[problem.code], detail, remedy, errors = [] } = problem;
  const all = field !== undefined && errors.length === 0 ? [{ field, detail: `${detail} ${remedy}` }] : errors;
  return Object.fromEntries(
    all.filter((error) => error.field in first).map((error) => [error.field, error.detail]),
  ) as FieldErrors<Name>;
}
