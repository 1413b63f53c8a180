'use client';

import type { SecondFactor, SignInAnswer } from '@codewire/contracts';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { isRefusal } from '../../lib/api/failure';
import { useAction, type Action } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { Stage } from '../../ui/stage';
import { Refusal } from '../factors/refusal';
import { CodeForm } from './code-form';
import { signInByPasskey } from './sign-in-by-passkey';
import classes from './entry.module.css';

/** The easiest one first. */
const ORDER: readonly SecondFactor[] = ['passkey', 'totp', 'recovery_code'];

export interface SecondProofProps {
  readonly proven: Extract<SignInAnswer, { kind: 'second_factor' }>;
  readonly onAnswer: (answer: SignInAnswer) => unknown;
  /** One has to begin again, because of what failed or by one's own wish (null). */
  readonly onBack: (failure: unknown) => void;
}

/** The second factor of whoever has typed the right password, and the ways around a lost one. */
export function SecondProof({ proven, onAnswer, onBack }: SecondProofProps) {
  const t = useTranslations('entry');
  const methods = ORDER.filter((method) => proven.methods.includes(method));
  const [method, setMethod] = useState<SecondFactor>(methods[0] ?? 'recovery_code');
  const prove = useAction(
    async (code: string | undefined) => {
      try {
        return await proveBy(method, proven.ticket, code);
      } catch (error) {
        if (!isRefusal(error, 'auth.ticket_expired')) throw error;
        onBack(error);
        return null;
      }
    },
    (answer) => answer && onAnswer(answer),
  );

  return (
    <Stage title={t(`second.${method}.title`)} lead={t(`second.${method}.lead`)} takesFocus>
      {method === 'passkey' ? <PasskeyProof prove={prove} /> : <CodeForm key={method} method={method} prove={prove} />}
      <div className={classes.others}>
        {methods
          .filter((other) => other !== method)
          .map((other) => (
            <button
              key={other}
              type="button"
              className={classes.other}
              onClick={() => {
                prove.reset();
                setMethod(other);
              }}
            >
              {t(`second.${other}.use`)}
            </button>
          ))}
        <button type="button" className={classes.other} onClick={() => onBack(null)}>
          {t('back')}
        </button>
      </div>
    </Stage>
  );
}

function proveBy(method: SecondFactor, ticket: string, code = ''): Promise<SignInAnswer> {
  switch (method) {
    case 'passkey':
      return signInByPasskey(ticket);
    case 'totp':
      return callFromBrowser(entryCalls.signInByTotp({ ticket, code }));
    case 'recovery_code':
      return callFromBrowser(entryCalls.signInByRecoveryCode({ ticket, code }));
  }
}

function PasskeyProof({ prove }: { prove: Action<string | undefined> }) {
  const t = useTranslations('entry');
  return (
    <div className={classes.form}>
      <Refusal failure={prove.failure} />
      <Button
        emphasis="main"
        size="md"
        fullWidth
        loading={prove.isBusy}
        icon={<IconFingerprint size={20} stroke={1.75} aria-hidden />}
        onClick={() => void prove.run(undefined)}
      >
        {t('usePasskey')}
      </Button>
    </div>
  );
}
