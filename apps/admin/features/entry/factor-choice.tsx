'use client';

import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { canUsePasskeys } from '../../lib/passkey';
import type { Action } from '../../lib/use-action';
import { Refusal } from '../factors/refusal';
import classes from './entry.module.css';

export interface FactorChoiceProps {
  readonly passkey: Action<unknown>;
  /** Undefined where an app would not do. */
  readonly totp: Action<unknown> | undefined;
}

/** A passkey or an app: two large buttons, and what each of them is. */
export function FactorChoice({ passkey, totp }: FactorChoiceProps) {
  const t = useTranslations('factors');
  // Until the page is alive it is not known; most browsers can.
  const [canPasskeys, setCanPasskeys] = useState(true);
  useEffect(() => setCanPasskeys(canUsePasskeys()), []);
  const isBusy = passkey.isBusy || totp?.isBusy === true;

  return (
    <div className={classes.choices}>
      <Way
        icon={<IconFingerprint size={24} stroke={1.5} aria-hidden />}
        title={t('passkey')}
        detail={canPasskeys ? t('passkeyDetail') : t('passkeyNotHere')}
        isBusy={passkey.isBusy}
        isOff={isBusy || !canPasskeys}
        onChoose={() => {
          totp?.reset();
          void passkey.run(undefined);
        }}
      />
      {totp === undefined ? null : (
        <Way
          icon={<IconDeviceMobile size={24} stroke={1.5} aria-hidden />}
          title={t('totp')}
          detail={t('totpDetail')}
          isBusy={totp.isBusy}
          isOff={isBusy}
          onChoose={() => {
            passkey.reset();
            void totp.run(undefined);
          }}
        />
      )}
      <Refusal failure={passkey.failure ?? totp?.failure ?? null} />
    </div>
  );
}

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly onChoose: () => void;
}

function Way({ icon, title, detail, isBusy, isOff, onChoose }: WayProps) {
  return (
    <button type="button" className={classes.way} disabled={isOff} aria-busy={isBusy} onClick={onChoose}>
      {icon}
      <span>
        <span className={classes.wayTitle}>{title}</span>
        <span className={classes.wayDetail}>{detail}</span>
      </span>
    </button>
  );
}
