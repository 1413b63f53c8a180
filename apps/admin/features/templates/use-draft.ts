'use client';

import type { TextDetail } from '@codewire/contracts';
import { useEffect, useState } from 'react';
import type { Tagged } from '../../lib/api/call';
import type { NamedText } from '../../lib/api/template-calls';
import { forget, keep, readKept } from './kept-words';
import { afterSaving, isSame, standingOf, wordsOf, type Draft, type Words } from './text-draft';

export interface DraftState {
  readonly words: Words;
  /** Of the state that they are saved over. */
  readonly tag: string;
  /** They are saved nowhere but in this browser. */
  readonly isTouched: boolean;
  /** When they were written, where they came back from an earlier visit. */
  readonly restoredFrom: number | null;
  /** What somebody else has saved meanwhile, where that is in the way. */
  readonly theirs: Words | null;
  readonly write: (part: Partial<Words>) => void;
  /** What was sent is saved, and is that now. */
  readonly noteSaved: (sent: Words, saved: Tagged<TextDetail>) => void;
  /** Saves over what is there now. */
  readonly keepMine: () => void;
  /** Throws one's own away. */
  readonly takeTheirs: () => void;
}

/** The words of a text while they are written: kept in this browser with every letter, until they are saved. */
export function useDraft(named: NamedText, text: Tagged<TextDetail>): DraftState {
  const now = wordsOf(text.data);
  const [draft, setDraft] = useState<Draft>({ words: now, base: now, tag: text.tag });
  /** Undefined until it is known whether there is anything to restore. */
  const [restoredFrom, setRestoredFrom] = useState<number | null>();
  const { templateId, locale } = named;
  const isTouched = !isSame(draft.words, draft.base);

  const standing = standingOf(draft, now, text.tag);
  if (standing.kind === 'follow') setDraft(standing.draft);

  // What was kept is known only where the page is alive.
  useEffect(() => {
    const kept = readKept({ templateId, locale });
    if (kept !== undefined) setDraft({ words: kept.words, base: kept.base, tag: kept.tag });
    setRestoredFrom(kept?.at ?? null);
  }, [templateId, locale]);

  const isKnown = restoredFrom !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    if (isTouched) keep({ templateId, locale }, draft);
    else forget({ templateId, locale });
  }, [templateId, locale, draft, isTouched, isKnown]);

  function settle(next: (before: Draft) => Draft): void {
    setDraft(next);
    setRestoredFrom(null);
  }

  return {
    words: draft.words,
    tag: draft.tag,
    isTouched,
    restoredFrom: (isTouched && restoredFrom) || null,
    theirs: standing.kind === 'theirs' ? standing.theirs : null,
    write: (part) => settle((before) => ({ ...before, words: { ...before.words, ...part } })),
    noteSaved: (sent, { data, tag }) => settle((before) => afterSaving(before, sent, wordsOf(data), tag)),
    keepMine: () => settle((before) => ({ ...before, base: now, tag: text.tag })),
    takeTheirs: () => settle(() => ({ words: now, base: now, tag: text.tag })),
  };
}
