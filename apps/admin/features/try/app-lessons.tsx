'use client';

import type { AppScenario, TryResponse } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { LessonWords } from './lesson-words';
import classes from './faults.module.css';

export interface AppLessonsProps {
  /** Nothing can be done wrong with a code before there is one. */
  readonly verification: TryResponse | undefined;
  readonly running: AppScenario | null;
  readonly onRun: (scenario: AppScenario, verification: TryResponse) => void;
}

/** What goes wrong on the side of whoever asks for codes: done at the push of a button, as an app's user would. */
export function AppLessons({ verification, running, onRun }: AppLessonsProps) {
  const t = useTranslations('faults');
  const names: readonly AppScenario[] = ['wrong_codes', 'resend_at_once'];
  return names.map((scenario) => (
    <li key={scenario} className={classes.row} data-scenario={scenario}>
      <div className={classes.head}>
        <h4>{t(`scenario.${scenario}.name`)}</h4>
        <Button
          size="xs"
          disabled={verification === undefined || running !== null}
          loading={running === scenario}
          onClick={() => verification && onRun(scenario, verification)}
          aria-label={t('doNamed', { name: t(`scenario.${scenario}.name`) })}
        >
          {t('do')}
        </Button>
      </div>
      <LessonWords scenario={scenario} isOn={running === scenario} />
      {verification === undefined ? <p className={classes.lead}>{t('sendFirst')}</p> : null}
    </li>
  ));
}
