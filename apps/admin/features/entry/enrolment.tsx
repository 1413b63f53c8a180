'use client';

import type { FactorAdded, TotpBegun } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { appointDoorkeeper, callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { sessionCalls } from '../../lib/api/session-calls';
import { deviceName } from '../../lib/device-name';
import { leaveFor } from '../../lib/leave-for';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { Stage } from '../../ui/stage';
import { addPasskey } from '../factors/add-passkey';
import { RecoveryCodes } from '../factors/recovery-codes';
import { TotpSetup } from '../factors/totp-setup';
import { FactorChoice } from './factor-choice';

type Standing =
  | { readonly kind: 'choice'; readonly isBack: boolean }
  | { readonly kind: 'totp'; readonly begun: TotpBegun }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

export interface EnrolmentProps {
  readonly takesFocus: boolean;
  /** An app would not do. */
  readonly needsPasskey?: boolean;
  readonly onDone: () => unknown;
}

/** Whoever took too long is led by the server to where it goes on. There is nothing yet to prove oneself by. */
const DOORKEEPER = {
  isSignedIn: () => leaveFor(window.location.pathname),
  prove: () => Promise.resolve(false),
} as const;

/** Who has an app already proves himself by it where he came in: signing in again is a fresh proof. */
const LEADS_TO_SIGN_IN = {
  ...DOORKEEPER,
  prove: async () => {
    await callFromBrowser(sessionCalls.signOut());
    leaveFor('/login');
    return false;
  },
} as const;

/** The first second factor of an account, and the recovery codes that come with it. */
export function Enrolment({ takesFocus, needsPasskey = false, onDone }: EnrolmentProps) {
  const t = useTranslations('factors');
  const [standing, setStanding] = useState<Standing>({ kind: 'choice', isBack: false });
  useEffect(() => appointDoorkeeper(needsPasskey ? LEADS_TO_SIGN_IN : DOORKEEPER), [needsPasskey]);
  const keep = ({ recovery_codes: codes }: FactorAdded) =>
    codes.length === 0 ? onDone() : setStanding({ kind: 'codes', codes });
  const passkey = useAction(() => addPasskey(deviceName(navigator) ?? t('thisDevice')), keep);
  const totp = useAction(
    () => callFromBrowser(meCalls.beginTotp()),
    (begun) => setStanding({ kind: 'totp', begun }),
  );

  switch (standing.kind) {
    case 'choice':
      return (
        <Stage
          title={t(needsPasskey ? 'passkeyAskedTitle' : 'choiceTitle')}
          lead={t(needsPasskey ? 'passkeyAskedLead' : 'choiceLead')}
          takesFocus={takesFocus || standing.isBack}
        >
          <FactorChoice passkey={passkey} totp={needsPasskey ? undefined : totp} />
        </Stage>
      );
    case 'totp':
      return (
        <Stage title={t('totpTitle')} lead={t('totpLead')} takesFocus>
          <TotpSetup begun={standing.begun} onAdded={keep} />
          <Button onClick={() => setStanding({ kind: 'choice', isBack: true })}>{t('otherWay')}</Button>
        </Stage>
      );
    case 'codes':
      return (
        <Stage title={t('codesTitle')} lead={t('codesLead')} takesFocus>
          <RecoveryCodes codes={standing.codes} onKept={onDone} />
        </Stage>
      );
  }
}
