'use client';

import type { FirstStep, Overview, Permission } from '@codewire/contracts';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '../../ui/button-link';
import { Card } from '../../ui/card';
import { useMay } from '../session/session-provider';
import classes from './overview.module.css';

/** Where each step is done, and who may do it. */
const WAYS: Readonly<Record<FirstStep, { readonly href: string; readonly permission: Permission }>> = {
  first_code: { href: '/try', permission: 'try.use' },
  key: { href: '/apps', permission: 'keys.write' },
  carrier: { href: '/carriers', permission: 'carriers.write' },
  languages: { href: '/locales', permission: 'locales.write' },
  invitation: { href: '/team', permission: 'team.manage' },
};

type Steps = Overview['first_steps'];

/** Steps that are still to be done, by whoever looks. */
export function useOpenSteps(steps: Steps): Steps {
  const may = useMay();
  return steps.filter(({ step, is_done: isDone }) => !isDone && may(WAYS[step].permission));
}

/** From nothing to a system in use: what is done has a tick, what is next a button. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const t = useTranslations('overview');
  const next = useOpenSteps(steps)[0]?.step;
  const may = useMay();
  return (
    <Card title={t('firstSteps')}>
      <ol className={classes.steps}>
        {steps.map(({ step, is_done: isDone }) => (
          <li key={step} data-done={isDone || undefined}>
            {isDone ? <IconCircleCheck size={22} aria-hidden /> : <IconCircleDashed size={22} aria-hidden />}
            <div>
              <p className={classes.step}>
                {t(`step.${step}.title`)}
                {isDone ? <span className={classes.done}>{t('done')}</span> : null}
              </p>
              {isDone ? null : <p className={classes.quiet}>{t(`step.${step}.detail`)}</p>}
            </div>
            {isDone || !may(WAYS[step].permission) ? null : (
              <ButtonLink size="xs" emphasis={step === next ? 'main' : 'quiet'} href={WAYS[step].href}>
                {t(`step.${step}.go`)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
