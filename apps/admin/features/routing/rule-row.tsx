'use client';

import type { RouteExplanation, RouteView } from '@codewire/contracts';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCircleCheck,
  IconGripVertical,
  IconPencil,
  IconPlayerSkipForward,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/button';
import { ROW_MARK } from '../../ui/page-landmarks';
import { Switch } from '../../ui/switch';
import { CarrierChips } from './carrier-chips';
import { ConditionWords, ModeBadge, useRuleName } from './rule-words';
import type { Names } from './use-routing';
import classes from './routing.module.css';

/** What the question has to say about a rule. */
export type Verdict = Pick<RouteExplanation['rules'][number], 'decides' | 'skipped'>;

export interface RuleWays {
  readonly handle: ComponentProps<'button'>;
  /** On or off, while that is being saved. */
  readonly switchingTo: boolean | undefined;
  readonly onSwitch: (isOn: boolean) => void;
  /** One place up or down. */
  readonly onStep: (step: -1 | 1) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

export interface RuleRowProps {
  readonly rule: RouteView;
  readonly count: number;
  readonly names: Names;
  readonly verdict: Verdict | undefined;
  readonly isLifted: boolean;
  readonly dropMark: 'before' | 'after' | undefined;
  /** Without them there is nothing to do here. */
  readonly ways?: RuleWays | undefined;
}

export function RuleRow({ rule, count, names, verdict, isLifted, dropMark, ways }: RuleRowProps) {
  const t = useTranslations('routing');
  const nameOf = useRuleName();
  return (
    <li
      id={rule.id}
      className={classes.rule}
      data-rule={rule.id}
      data-off={!rule.is_enabled || undefined}
      data-lifted={isLifted || undefined}
      data-drop={dropMark}
      data-decides={verdict?.decides}
    >
      <div className={classes.grip}>
        {ways ? (
          <button
            type="button"
            className={classes.handle}
            aria-label={t('handle', { name: nameOf(rule), place: rule.position, count })}
            title={t('handleHint')}
            data-control="handle"
            {...ROW_MARK}
            {...ways.handle}
          >
            <IconGripVertical size={18} aria-hidden />
          </button>
        ) : null}
        <span className={classes.place}>{rule.position}</span>
      </div>
      <h3>
        <bdi>{nameOf(rule)}</bdi>
        {verdict?.decides ? (
          <Badge tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
            {t('decides')}
          </Badge>
        ) : null}
      </h3>
      <div className={classes.what}>
        <p>
          <ConditionWords of={rule} names={names} />
        </p>
        <div className={classes.over}>
          <ModeBadge mode={rule.mode} />
          <CarrierChips rule={rule} names={names} />
        </div>
        {rule.is_unreachable && rule.is_enabled ? (
          <p className={classes.warning}>
            <IconAlertTriangle size={16} aria-hidden />
            {t('unreachable')}
          </p>
        ) : null}
        {verdict?.skipped ? (
          <p className={classes.skipped}>
            <IconPlayerSkipForward size={16} className={classes.turns} aria-hidden />
            {t(`skipped.${verdict.skipped}`)}
          </p>
        ) : null}
      </div>
      {ways ? <Ways rule={rule} count={count} ways={ways} /> : <State isOn={rule.is_enabled} />}
    </li>
  );
}

function State({ isOn }: { isOn: boolean }) {
  const t = useTranslations('routing');
  return <span className={classes.state}>{t(isOn ? 'on' : 'off')}</span>;
}

function Ways({ rule, count, ways }: Pick<RuleRowProps, 'rule' | 'count'> & { ways: RuleWays }) {
  const t = useTranslations('routing');
  const name = useRuleName()(rule);
  const { position } = rule;
  const isOn = ways.switchingTo ?? rule.is_enabled;
  return (
    <div className={classes.ways}>
      <Switch
        name={t('switch', { name })}
        state={t(isOn ? 'on' : 'off')}
        isOn={isOn}
        isBusy={ways.switchingTo !== undefined}
        onSwitch={ways.onSwitch}
      />
      <span className={classes.buttons}>
        <IconButton
          label={t('up', { name })}
          data-control="up"
          aria-disabled={position === 1}
          onClick={() => position > 1 && ways.onStep(-1)}
        >
          <IconArrowUp size={18} aria-hidden />
        </IconButton>
        <IconButton
          label={t('down', { name })}
          data-control="down"
          aria-disabled={position === count}
          onClick={() => position < count && ways.onStep(1)}
        >
          <IconArrowDown size={18} aria-hidden />
        </IconButton>
        <IconButton label={t('edit', { name })} data-control="edit" onClick={ways.onEdit}>
          <IconPencil size={18} aria-hidden />
        </IconButton>
        <IconButton label={t('delete', { name })} onClick={ways.onDelete}>
          <IconTrash size={18} aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
