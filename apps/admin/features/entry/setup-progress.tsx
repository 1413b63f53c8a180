import type { SetupStep } from '@codewire/contracts';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './entry.module.css';

const STEPS: readonly SetupStep[] = ['token', 'owner', 'second_factor', 'application'];

/** All steps, which are done and which one is now. */
export function SetupProgress({ step }: { step: SetupStep }) {
  const t = useTranslations('setup');
  const now = STEPS.indexOf(step);
  return (
    <nav aria-label={t('progress')}>
      <ol className={classes.progress}>
        {STEPS.map((name, index) => (
          <li
            key={name}
            className={classes.step}
            aria-current={index === now ? 'step' : undefined}
            data-done={index < now || undefined}
          >
            <span className={classes.mark} aria-hidden>
              {index < now ? <IconCheck size={16} stroke={2.25} /> : index + 1}
            </span>
            {t(`step.${name}`)}
            {index < now ? <span className="visually-hidden">{t('done')}</span> : null}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {t('standing', { step: now + 1, of: STEPS.length, name: t(`step.${step}`) })}
      </p>
    </nav>
  );
}
