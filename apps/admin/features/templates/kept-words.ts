'use client';

import { useMemo } from 'react';
import type { NamedText } from '../../lib/api/template-calls';
import { store, useStored } from '../../lib/stored';
import type { Draft } from './text-draft';

const KEY = 'codewire-unsaved-texts';
/** The oldest make room. */
const MOST = 30;

/** A draft that is saved nowhere but in this browser. Of whoever wrote it nothing is kept. */
export interface KeptDraft extends Draft {
  readonly at: number;
}

type Kept = Readonly<Record<string, KeptDraft>>;

const nameOf = ({ templateId, locale }: NamedText) => `${templateId}/${locale}`;

/** What is not ours to read is as if it were not there. */
export function parseKept(stored: string | null): Kept {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, draft]) => isKeptDraft(draft)));
  } catch {
    return {};
  }
}

function isKeptDraft(given: unknown): given is KeptDraft {
  const draft = given as Partial<KeptDraft> | null;
  const hasWords = typeof draft?.words?.body === 'string' && typeof draft.base?.body === 'string';
  return hasWords && typeof draft.tag === 'string' && typeof draft.at === 'number';
}

export function withDraft(kept: Kept, named: NamedText, draft: KeptDraft): Kept {
  const { [nameOf(named)]: _old, ...others } = kept;
  const newest = Object.entries(others)
    .sort(([, one], [, other]) => other.at - one.at)
    .slice(0, MOST - 1);
  return { ...Object.fromEntries(newest), [nameOf(named)]: draft };
}

export function readKept(named: NamedText): KeptDraft | undefined {
  return parseKept(readStored())[nameOf(named)];
}

export function keep(named: NamedText, draft: Draft): void {
  store(KEY, JSON.stringify(withDraft(parseKept(readStored()), named, { ...draft, at: Date.now() })));
}

export function forget(named: NamedText): void {
  const kept = parseKept(readStored());
  if (!(nameOf(named) in kept)) return;
  const { [nameOf(named)]: _dropped, ...others } = kept;
  store(KEY, JSON.stringify(others));
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The languages of a template in which this browser has words that are saved nowhere else. */
export function useKeptLocales(templateId: string): ReadonlySet<string> {
  const stored = useStored(KEY);
  return useMemo(() => {
    const names = Object.keys(parseKept(stored)).filter((name) => name.startsWith(`${templateId}/`));
    return new Set(names.map((name) => name.slice(templateId.length + 1)));
  }, [stored, templateId]);
}
