'use client';

import type { SignInAnswer } from '@codewire/contracts';
import { useState } from 'react';
import { isRefusal } from '../../lib/api/failure';
import { leaveFor } from '../../lib/leave-for';
import { FirstProof } from './first-proof';
import { SecondProof } from './second-proof';

type Standing =
  | { readonly kind: 'first'; readonly failure: unknown; readonly isBack: boolean }
  | { readonly kind: 'second'; readonly proven: Extract<SignInAnswer, { kind: 'second_factor' }> };

/** Who are you, and can you prove it: a passkey alone, or a password and a second factor. */
export function LoginRoom({ next }: { next: string }) {
  const [standing, setStanding] = useState<Standing>({ kind: 'first', failure: null, isBack: false });

  function takeIn(answer: SignInAnswer): unknown {
    if (answer.kind === 'signed_in') return leaveFor(next);
    setStanding({ kind: 'second', proven: answer });
    return undefined;
  }

  if (standing.kind === 'first') {
    return <FirstProof takesFocus={standing.isBack} failure={standing.failure} onAnswer={takeIn} />;
  }
  return (
    <SecondProof
      proven={standing.proven}
      onAnswer={takeIn}
      onBack={(failure) => setStanding({ kind: 'first', failure, isBack: !isRefusal(failure, 'auth.ticket_expired') })}
    />
  );
}
