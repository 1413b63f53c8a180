'use client';

import type { CarrierScenario, CommandStatusList, TryFault } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { useCauses } from '../../lib/i18n/use-causes';
import { SelectField, TextField } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { answerOf, firstFault, questionOf, withAnswer, type FaultQuestion } from './fault-values';
import { LessonWords } from './lesson-words';
import type { Faults } from './use-faults';
import classes from './faults.module.css';

export interface FaultRowProps {
  readonly scenario: CarrierScenario;
  /** As the simulated carrier has it; undefined while it is off. */
  readonly fault: TryFault | undefined;
  readonly faults: Pick<Faults, 'turnOn' | 'putBack' | 'isBusy' | 'error'>;
}

/** One scenario: a switch, what it is set with, and what it teaches. */
export function FaultRow({ scenario, fault, faults }: FaultRowProps) {
  const t = useTranslations('faults');
  const [draft, setDraft] = useState<string | null>(null);
  const question = questionOf(scenario);
  const answer = draft ?? answerOf(fault ?? firstFault(scenario));
  const wanted = question === undefined ? firstFault(scenario) : withAnswer(firstFault(scenario), answer);
  // Where it was put, until the simulated carrier has said where it is. Another may be put meanwhile: they take turns.
  const [wish, setWish] = useState<boolean | null>(null);
  const isOn = wish ?? fault !== undefined;
  useEffect(() => {
    if (!faults.isBusy) setWish(null);
  }, [faults.isBusy, faults.error, fault]);

  function switched(on: boolean): void {
    if (on && wanted === undefined) return;
    setWish(on);
    if (on && wanted !== undefined) faults.turnOn(wanted);
    else faults.putBack(scenario);
  }

  /** While it is on, another answer holds at once. */
  function answered(next: string): void {
    setDraft(next);
    const changed = withAnswer(firstFault(scenario), next);
    if (isOn && changed !== undefined) faults.turnOn(changed);
  }

  return (
    <li className={classes.row} data-scenario={scenario} data-on={isOn || undefined}>
      <div className={classes.head}>
        <h4>{t(`scenario.${scenario}.name`)}</h4>
        <Switch
          name={t(`scenario.${scenario}.name`)}
          state={isOn ? t('on') : t('off')}
          isOn={isOn}
          onSwitch={switched}
        />
      </div>
      <LessonWords scenario={scenario} isOn={isOn}>
        {question ? (
          <Answer question={question} answer={answer} isWrong={wanted === undefined} onAnswer={answered} />
        ) : null}
      </LessonWords>
    </li>
  );
}

interface AnswerProps {
  readonly question: FaultQuestion;
  readonly answer: string;
  readonly isWrong: boolean;
  readonly onAnswer: (answer: string) => void;
}

function Answer({ question, answer, isWrong, onAnswer }: AnswerProps) {
  const t = useTranslations('faults');
  if (question.kind === 'status') return <Status answer={answer} onAnswer={onAnswer} />;
  return (
    <TextField
      label={t(question.name)}
      type="number"
      min={1}
      max={question.most}
      dir="ltr"
      value={answer}
      error={isWrong ? t('between', { most: question.most }) : undefined}
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  );
}

/** In the reader's language where it has words for it, else in the English of the specification. */
function Meaning({ of: { name, meaning } }: { of: CommandStatusList['data'][number] }) {
  const causes = useCauses();
  return causes.has(name) ? <bdi>{causes.inWords(name)}</bdi> : <bdi lang="en">{meaning}</bdi>;
}

/** By name and number, as the specification has them; what it means is the carrier's to say, and in the list. */
function Status({ answer, onAnswer }: Pick<AnswerProps, 'answer' | 'onAnswer'>) {
  const t = useTranslations('faults');
  const statuses = useQuery({
    queryKey: ['command-statuses'],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.commandStatuses(), signal),
    staleTime: Infinity,
  });
  const known = statuses.data?.data ?? [];
  const chosen = known.find(({ status }) => status === answer);
  const choices = known.map(({ status, name }) => ({ value: status, label: `${name} (0x${status.slice(-2)})` }));
  return (
    <SelectField
      label={t('status')}
      dir="ltr"
      value={answer}
      choices={known.some(({ status }) => status === answer) ? choices : [{ value: answer, label: answer }, ...choices]}
      description={chosen === undefined ? undefined : <Meaning of={chosen} />}
      describedBelow
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  );
}
