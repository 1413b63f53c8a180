'use client';

import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect } from 'react';
import { asFailure } from '../../lib/api/failure';
import { copyText } from '../../lib/copy-text';
import { useMounted } from '../../lib/use-mounted';
import { toast } from '../../ui/toasts';
import { useConsoleContext } from '../shell/use-console-context';
import { Phone } from './phone';
import { ReachBar } from './reach-bar';
import { useIdleHandset } from './use-handset';
import { useKeptHandsets } from './use-handsets';
import handset from './handset.module.css';
import classes from './phone.module.css';

/** One phone and nothing else, for a wall or a demo. `place` counts this browser's phones from 1. */
export function PhoneRoom({ place }: { place: number }) {
  const t = useTranslations('handsets');
  const { data: context } = useConsoleContext();
  const { all, noteSeen } = useKeptHandsets();
  // Which phones there are only the browser knows.
  const isAlive = useMounted();
  const kept = isAlive ? all[place - 1] : undefined;
  return (
    <div className={classes.room}>
      <ReachBar application={context?.application} />
      <main id="main" tabIndex={-1} className={classes.stage}>
        <h1 className={classes.title}>{t('phone', { place })}</h1>
        {kept ? <LivePhone number={kept.number} codeLength={context?.code_length ?? 6} onSeen={noteSeen} /> : null}
        {isAlive && kept === undefined ? <p>{t('none')}</p> : null}
        <Link className={classes.back} href={`/try?phone=${place}`}>
          <IconArrowLeft size={16} aria-hidden />
          {t('back')}
        </Link>
      </main>
    </div>
  );
}

interface LivePhoneProps {
  readonly number: string;
  readonly codeLength: number;
  readonly onSeen: (number: string, at: string) => void;
}

function LivePhone({ number, codeLength, onSeen }: LivePhoneProps) {
  const t = useTranslations('handsets');
  const words = useTranslations('handset');
  const inbox = useIdleHandset(number);
  const newest = inbox.data?.messages[0]?.received_at;
  useEffect(() => {
    if (newest !== undefined) onSeen(number, newest);
  }, [number, newest, onSeen]);
  return (
    <section className={handset.area} aria-label={words('of', { number })}>
      <Phone
        number={number}
        messages={inbox.data?.messages ?? []}
        codeLength={codeLength}
        size="large"
        onTakeCode={(digits) =>
          void copyText(digits).then((isCopied) => isCopied && toast({ tone: 'ok', title: t('codeCopied') }))
        }
        hint={
          <>
            {inbox.error ? (
              <p className={handset.hint}>{asFailure(inbox.error).problem?.detail ?? words('silent')}</p>
            ) : null}
            {inbox.data?.messages.length === 0 ? <p className={handset.hint}>{words('empty')}</p> : null}
          </>
        }
      />
      <p className={handset.caption}>
        <bdi dir="ltr">{number}</bdi>
      </p>
    </section>
  );
}
