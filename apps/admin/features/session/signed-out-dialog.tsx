'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { callApi } from '../../lib/api/client';
import { sessionCalls } from '../../lib/api/session-calls';
import { signInPath } from '../../lib/next-path';
import { ButtonLink } from '../../ui/button-link';
import { Dialog } from '../../ui/dialog';
import classes from './session.module.css';

/** The session has ended. The way back leads to this very page; whoever signs in in another tab just goes on. */
export default function SignedOutDialog({ onBack }: { onBack: () => void }) {
  const t = useTranslations('session');
  useEffect(() => {
    const look = () => void isBack().then((is) => is && onBack());
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [onBack]);

  const { pathname, search } = window.location;
  return (
    <Dialog title={t('signedOutTitle')} isOpen>
      <p className={classes.lead}>{t('signedOutDetail')}</p>
      <ButtonLink href={signInPath(pathname + search)} emphasis="main" isReload>
        {t('signIn')}
      </ButtonLink>
    </Dialog>
  );
}

async function isBack(): Promise<boolean> {
  try {
    await callApi(sessionCalls.session(), { origin: '', language: document.documentElement.lang });
    return true;
  } catch {
    return false;
  }
}
