'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { PlainPage } from '../../ui/plain-page';

/** A fault of the console itself, inside the shell. */
export default function RoomError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('pages');
  return (
    <PlainPage title={t('errorTitle')} detail={t('errorDetail')}>
      <Button emphasis="main" onClick={reset}>
        {t('tryAgain')}
      </Button>
      {error.digest ? <p>{t('errorId', { id: error.digest })}</p> : null}
    </PlainPage>
  );
}
