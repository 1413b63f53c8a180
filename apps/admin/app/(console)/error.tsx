'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { PlainPage } from '../../ui/plain-page';

/** A fault of the console itself, inside the shell. */
export default function RoomError({ error }: { error: Error & { digest?: string } }) {
  const t = useTranslations('pages');
  return (
    <PlainPage title={t('errorTitle')} detail={t('errorDetail')}>
      {/* Anew from the server: after an update the parts of the page that was open are no longer there. */}
      <Button emphasis="main" onClick={() => window.location.reload()}>
        {t('tryAgain')}
      </Button>
      <ButtonLink href="/" isReload>
        {t('toStart')}
      </ButtonLink>
      {error.digest ? <p>{t('errorId', { id: error.digest })}</p> : null}
    </PlainPage>
  );
}
