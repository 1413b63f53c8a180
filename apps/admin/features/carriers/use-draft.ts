'use client';

import type { CarrierView } from '@codewire/contracts';
import { useState } from 'react';
import { isSame } from './edits';

export interface DraftState<Draft> {
  /** What the draft was made from, and is written over. */
  readonly base: CarrierView;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly isTouched: boolean;
  /** What somebody else has saved meanwhile in what this draft is about; null: nothing. */
  readonly theirs: CarrierView | null;
  /** What was changed here on top of what they have saved. */
  readonly keepMine: () => void;
  /** What is saved, whoever saved it, in place of the draft. */
  readonly takeOver: (carrier: CarrierView) => void;
}

/** A part of a carrier while it is being changed. What somebody else has saved meanwhile is never written over unseen. */
export function useDraft<Draft extends object>(
  carrier: CarrierView,
  draftOf: (carrier: CarrierView) => Draft,
): DraftState<Draft> {
  const [base, setBase] = useState(carrier);
  const [draft, setDraft] = useState(() => draftOf(carrier));
  const [before, now] = [draftOf(base), draftOf(carrier)];
  const isTouched = !isSame(draft, before);
  const isBehind = carrier.version > base.version;

  function keepMine(): void {
    setBase(carrier);
    setDraft(rebased(draft, before, now));
  }

  // What was changed is about something else, or nothing was typed here.
  if (isBehind && (!isTouched || isSame(before, now))) keepMine();
  return {
    base,
    draft,
    setDraft,
    isTouched,
    theirs: isBehind && isTouched && !isSame(before, now) ? carrier : null,
    keepMine,
    takeOver: (saved) => {
      setBase(saved);
      setDraft(draftOf(saved));
    },
  };
}

/** The same edits, made on what is there now. */
export function rebased<Draft extends object>(draft: Draft, before: Draft, now: Draft): Draft {
  const names = Object.keys(draft) as (keyof Draft)[];
  const edited = names.filter((name) => !isSame(draft[name], before[name]));
  return { ...now, ...Object.fromEntries(edited.map((name) => [name, draft[name]])) };
}
