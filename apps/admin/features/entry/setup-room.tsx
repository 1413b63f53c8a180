'use client';

import type { SetupStep, SetupView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { Refusal } from '../factors/refusal';
import { ApplicationStep } from './application-step';
import { Enrolment } from './enrolment';
import { EntryCard } from './entry-card';
import { OwnerStep } from './owner-step';
import { SetupProgress } from './setup-progress';
import { TokenStep } from './token-step';
import classes from './entry.module.css';

/** The first run, step by step. Where it stands the backend knows, so a reload changes nothing. */
export function SetupRoom({ first }: { first: SetupView }) {
  const [view, setView] = useState(first);
  // The first step shown is where the reader starts; only later ones take the focus.
  const hasMoved = view !== first;
  return (
    <EntryCard aside={<SetupProgress step={view.step} />}>
      <Step key={view.step} view={view} takesFocus={hasMoved} onView={setView} />
    </EntryCard>
  );
}

export interface StepProps {
  readonly view: SetupView;
  readonly takesFocus: boolean;
  readonly onView: (view: SetupView) => void;
}

const STEPS: Record<SetupStep, (props: StepProps) => ReactNode> = {
  token: TokenStep,
  owner: OwnerStep,
  second_factor: FactorStep,
  application: ApplicationStep,
};

function Step(props: StepProps) {
  const Current = STEPS[props.view.step];
  return <Current {...props} />;
}

function FactorStep({ takesFocus, onView }: StepProps) {
  const t = useTranslations('common');
  const look = useAction(() => callFromBrowser(entryCalls.setup()), onView);
  if (look.failure === null) return <Enrolment takesFocus={takesFocus} onDone={() => look.run(undefined)} />;
  // The factor is there; only the way on was not told.
  return (
    <div className={classes.form}>
      <Refusal failure={look.failure} />
      <Button onClick={() => void look.run(undefined)}>{t('retry')}</Button>
    </div>
  );
}
