import { useTranslations } from 'next-intl';
import { signInPath } from '../../lib/next-path';
import { ButtonLink } from '../../ui/button-link';
import { Stage } from '../../ui/stage';
import classes from './entry.module.css';

/** After someone has signed out: that it is so, what that means for this browser, and the way back to the same page. */
export function SignedOut({ next }: { next: string }) {
  const t = useTranslations('entry.signedOut');
  return (
    <Stage title={t('title')} lead={t('detail')} takesFocus={false}>
      <p className={classes.fine}>{t('drafts')}</p>
      <ButtonLink href={signInPath(next)} emphasis="main" size="md" fullWidth isReload>
        {t('signIn')}
      </ButtonLink>
    </Stage>
  );
}
