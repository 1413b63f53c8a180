import { useTranslations } from 'next-intl';
import { ButtonLink } from '../../../ui/button-link';
import { PlainPage } from '../../../ui/plain-page';

/** There is no first run any more. */
export default function SetupIsOver() {
  const t = useTranslations('setup');
  return (
    <PlainPage title={t('overTitle')} detail={t('overDetail')}>
      <ButtonLink href="/login" emphasis="main" isReload>
        {t('overButton')}
      </ButtonLink>
    </PlainPage>
  );
}
