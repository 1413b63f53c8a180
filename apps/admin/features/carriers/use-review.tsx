'use client';

import type { CarrierChanged, CarrierView } from '@codewire/contracts';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { isRefusal } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { changeOf, type Edits } from './edits';
import { useCarriersAnew } from './use-carriers';

const ReviewDialog = lazy(() => import('./review-dialog'));

export interface Review {
  /** Asks the server what the edits would do, and shows it; nothing is changed before that was confirmed. */
  readonly ask: (edits: Edits) => void;
  readonly isBusy: boolean;
  /** Why it would be refused; null also when somebody else was first, which is told by the draft. */
  readonly failure: unknown;
  readonly dialog: ReactNode;
}

/** The way from a draft to what is in force: tried without effect first, then seen, then done. */
export function useReview(base: CarrierView, onSaved: (saved: CarrierView) => void): Review {
  const readAnew = useCarriersAnew();
  const [seen, setSeen] = useState<{ readonly edits: Edits; readonly would: CarrierChanged } | null>(null);
  const dryRun = useAction(async (edits: Edits) => {
    try {
      return { edits, would: await callFromBrowser(carrierCalls.changeCarrier(base.id, changeOf(base, edits, true))) };
    } catch (error) {
      if (isRefusal(error, 'carrier.changed')) await readAnew();
      throw error;
    }
  }, setSeen);
  return {
    ask: (edits) => void dryRun.run(edits),
    isBusy: dryRun.isBusy,
    failure: isRefusal(dryRun.failure, 'carrier.changed') ? null : dryRun.failure,
    dialog: (
      <Suspense fallback={null}>
        {seen === null ? null : (
          <ReviewDialog
            base={base}
            {...seen}
            onClose={() => setSeen(null)}
            onSaved={(saved) => {
              onSaved(saved);
              setSeen(null);
            }}
          />
        )}
      </Suspense>
    ),
  };
}
