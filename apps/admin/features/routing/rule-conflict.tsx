'use client';

import type { RouteView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Conflict } from '../../ui/conflict';
import { useLastAuthor } from '../audit/use-last-author';
import { rememberedFacts, type RuleFacts } from './rule-draft';
import { ConditionWords } from './rule-words';
import type { Names } from './use-routing';

export interface RuleConflictProps {
  readonly mine: RuleFacts;
  readonly theirs: RouteView;
  readonly names: Names;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

type Part = 'name' | 'conditions' | 'mode' | 'carriers' | 'isOn';

/** What the two of a rule that was changed at once differ in. */
export function RuleConflict({ mine, theirs, names, onTake, onKeep }: RuleConflictProps) {
  const t = useTranslations('routing.rule');
  const wordsFor = useParts(names);
  const theirFacts = rememberedFacts(theirs);
  const fields = (['name', 'conditions', 'mode', 'carriers', 'isOn'] as const)
    .filter((part) => JSON.stringify(rawOf(part, mine)) !== JSON.stringify(rawOf(part, theirFacts)))
    .map((part) => ({ name: t(part), theirs: wordsFor(part, theirFacts), mine: wordsFor(part, mine) }));
  return (
    <Conflict
      author={useLastAuthor(theirs.id, true)}
      version={theirs.version}
      fields={fields}
      onTake={onTake}
      onKeep={onKeep}
    />
  );
}

function rawOf(part: Part, facts: RuleFacts): unknown {
  if (part === 'conditions') return [facts.application_id, facts.country, facts.prefix];
  return { name: facts.name, mode: facts.mode, carriers: facts.carriers, isOn: facts.is_enabled }[part];
}

function useParts(names: Names): (part: Part, facts: RuleFacts) => ReactNode {
  const t = useTranslations('routing');
  const format = useFormatter();
  return (part, facts) => {
    switch (part) {
      case 'name':
        return <bdi>{facts.name}</bdi>;
      case 'conditions':
        return <ConditionWords of={facts} names={names} />;
      case 'mode':
        return t(`mode.${facts.mode}`);
      case 'carriers':
        return format.list(
          facts.carriers.map(({ id, weight }) =>
            facts.mode === 'weighted' ? t('weighs', { carrier: names.carrier(id), weight }) : names.carrier(id),
          ),
          { style: 'narrow' },
        );
      case 'isOn':
        return t(facts.is_enabled ? 'on' : 'off');
    }
  };
}
