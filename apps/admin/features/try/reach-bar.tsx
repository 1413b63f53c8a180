import type { ConsoleContext } from '@codewire/contracts';
import { IconAntenna, IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './try.module.css';

/** Where a send from this page ends up: said before the button is pressed, not after. */
export function ReachBar({ application }: { application: ConsoleContext['application'] | undefined }) {
  const t = useTranslations('try');
  if (!application) return null;
  const isReal = !application.is_test;
  return (
    <p className={classes.reach} data-real={isReal || undefined}>
      {isReal ? <IconAntenna size={18} aria-hidden /> : <IconShieldCheck size={18} aria-hidden />}
      {isReal ? t('reachReal') : t('reachSimulated')}
    </p>
  );
}
