'use client';

import type { CarrierPassedOver, RouteExplanation } from '@codewire/contracts';
import { IconCircleCheck, IconHeartBroken, IconHeartCheck, IconStethoscope } from '@tabler/icons-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { asFailure } from '../../lib/api/failure';
import { countryName } from '../../lib/i18n/names';
import { Badge } from '../../ui/badge';
import { FailureNotice } from '../../ui/failure-notice';
import { Notice } from '../../ui/notice';
import { Prefix, useRuleName } from './rule-words';
import type { Probe } from './use-probe';
import classes from './routing.module.css';

type Rule = RouteExplanation['rules'][number];
type Candidate = Rule['carriers'][number];

export interface ProbeAnswerProps {
  readonly probe: Probe;
  readonly isToldAtField: boolean;
}

export function ProbeAnswer({ probe: { isAsked, query }, isToldAtField }: ProbeAnswerProps) {
  if (!isAsked) return null;
  const hasFailed = query.error !== null && !isToldAtField;
  return (
    <>
      {hasFailed ? <FailureNotice failure={asFailure(query.error)} /> : null}
      <div role="status">{query.data && query.error === null ? <Verdict answer={query.data} /> : null}</div>
      {query.data && query.error === null ? <Candidates answer={query.data} /> : null}
    </>
  );
}

/** Short, as it is read out whenever it changes. */
function Verdict({ answer: { carrier, number, rules } }: { answer: RouteExplanation }) {
  const t = useTranslations('routing.probe');
  const nameOf = useRuleName();
  const reader = useLocale();
  const decider = rules.find(({ decides }) => decides);
  const masked = () => <bdi dir="ltr">{number.masked}</bdi>;
  return (
    <div className={classes.verdict}>
      {carrier && decider ? (
        <>
          <p className={classes.answer}>{t.rich('would', { carrier: () => <bdi>{carrier.name}</bdi> })}</p>
          <p>{t.rich('byRule', { rule: () => <a href={`#${decider.id}`}>{nameOf(decider)}</a> })}</p>
        </>
      ) : (
        <Notice tone="bad" title={t('nobody')}>
          <p>{t('nobodyDetail')}</p>
        </Notice>
      )}
      <p className={classes.dim}>
        {t.rich(number.country === null ? 'readAs' : 'readAsOf', {
          number: masked,
          country: number.country === null ? '' : countryName(number.country, reader),
          prefix: () => <Prefix digits={number.prefix} />,
        })}
      </p>
    </div>
  );
}

/** The carriers of the rule that decides, or of those that would have, if only one of their carriers could. */
function Candidates({ answer: { carrier, rules } }: { answer: RouteExplanation }) {
  const t = useTranslations('routing.probe');
  const nameOf = useRuleName();
  const asked = rules.filter(({ decides, skipped }) => decides || skipped === 'no_usable_carrier');
  return asked.map((rule) => (
    <section key={rule.id} className={classes.candidates} aria-label={t('carriersOf', { rule: nameOf(rule) })}>
      <h3>{t.rich(rule.decides ? 'askedBy' : 'notByRule', { rule: () => <bdi>{nameOf(rule)}</bdi> })}</h3>
      <ul>
        {rule.carriers.map((one) => (
          <CandidateLine key={one.id} candidate={one} isChosen={rule.decides && one.id === carrier?.id} />
        ))}
      </ul>
    </section>
  ));
}

interface CandidateLineProps {
  readonly candidate: Candidate;
  readonly isChosen: boolean;
}

function CandidateLine({ candidate, isChosen }: CandidateLineProps) {
  const t = useTranslations('routing.probe');
  const format = useFormatter();
  const { name, passed_over: against, price, currency, health } = candidate;
  return (
    <li className={classes.candidate} data-chosen={isChosen || undefined}>
      <p>
        <bdi>{name}</bdi>
        {isChosen ? (
          <Badge tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
            {t('carries')}
          </Badge>
        ) : null}
      </p>
      <dl>
        <div>
          <dt>{t('price')}</dt>
          <dd>
            {price === null || currency === null
              ? t('noPrice')
              : format.number(Number(price), { style: 'currency', currency, maximumFractionDigits: 6 })}
          </dd>
        </div>
        <div>
          <dt>{t('health')}</dt>
          <dd>
            <HealthWords health={health} />
          </dd>
        </div>
      </dl>
      {isChosen ? null : <Against reasons={against} />}
    </li>
  );
}

function Against({ reasons }: { reasons: readonly CarrierPassedOver[] }) {
  const t = useTranslations('routing.probe.passedOver');
  if (reasons.length === 0) return <p className={classes.against}>{t('none')}</p>;
  return (
    <ul className={classes.against}>
      {reasons.map((reason) => (
        <li key={reason}>{t(reason)}</li>
      ))}
    </ul>
  );
}

const HEALTH_LOOKS = {
  well: { tone: 'ok', icon: IconHeartCheck },
  open: { tone: 'bad', icon: IconHeartBroken },
  half_open: { tone: 'warn', icon: IconStethoscope },
} as const;

function HealthWords({ health }: Pick<Candidate, 'health'>) {
  const t = useTranslations('routing.probe.healths');
  const { tone, icon: Icon } = HEALTH_LOOKS[health];
  return (
    <Badge tone={tone} icon={<Icon size={15} aria-hidden />}>
      {t(health)}
    </Badge>
  );
}
