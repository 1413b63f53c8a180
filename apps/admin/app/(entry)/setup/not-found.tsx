import { useTranslations } from 'next-intl';
import { EntryCard } from '../../../features/entry/entry-card';
import { ButtonLink } from '../../../ui/button-link';
import { Stage } from '../../../ui/stage';

/** There is no first run any more. */
export default function SetupIsOver() {
  const t = useTranslations('setup');
  return (
    <EntryCard>
      <Stage title={t('overTitle')} lead={t('overDetail')} takesFocus={false}>
        <div>
          <ButtonLink href="/login" emphasis="main" isReload>
            {t('overButton')}
          </ButtonLink>
        </div>
      </Stage>
    </EntryCard>
  );
}
