'use client';

import type { ImportedChange, ImportOutcome } from '@codewire/contracts';
import { IconBan, IconPencil, IconPlus } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Badge, type Tone } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ChangeDetail } from './import-change';
import classes from './locales.module.css';

const CHANGES = ['refused', 'added', 'changed'] as const;
type Change = ImportedChange['change'];

const LOOK = {
  refused: { tone: 'bad', icon: <IconBan size={15} aria-hidden /> },
  added: { tone: 'ok', icon: <IconPlus size={15} aria-hidden /> },
  changed: { tone: 'busy', icon: <IconPencil size={15} aria-hidden /> },
} as const satisfies Record<Change, { readonly tone: Tone; readonly icon: ReactNode }>;

/** A document of a hundred languages changes hundreds of texts; as many are drawn at a time. */
const STEP = 50;

/** What a file would change, what is refused first. */
export function ImportPlan({ name, outcome: { changes, unchanged } }: { name: string; outcome: ImportOutcome }) {
  const t = useTranslations('locales.transfer');
  const format = useFormatter();
  const [only, setOnly] = useState<Change>();
  const [most, setMost] = useState(STEP);
  const groups = CHANGES.map((change) => ({ change, count: changes.filter((one) => one.change === change).length }));
  const ordered = CHANGES.flatMap((change) => changes.filter((one) => one.change === change));
  const shown = ordered.filter(({ change }) => only === undefined || change === only);
  return (
    <section className={classes.plan} aria-label={t('plan')}>
      <p role="status" className={classes.planned}>
        {changes.length === 0
          ? t('nothingNew')
          : t.rich('planned', { count: changes.length, file: () => <bdi>{name}</bdi> })}{' '}
        {unchanged > 0 ? t('unchanged', { count: unchanged }) : null}
      </p>
      <div className={classes.actions}>
        {groups
          .filter(({ count }) => count > 0)
          .map(({ change, count }) => (
            <Button
              key={change}
              size="xs"
              aria-pressed={only === change}
              onClick={() => setOnly(only === change ? undefined : change)}
              icon={LOOK[change].icon}
            >
              {t(`kinds.${change}`)} {format.number(count)}
            </Button>
          ))}
      </div>
      <ul className={classes.changes}>
        {shown.slice(0, most).map((one) => (
          <li key={`${one.kind} ${one.name}`}>
            <ChangeDetail change={one} badge={<ChangeBadge change={one.change} />} />
          </li>
        ))}
      </ul>
      {shown.length > most ? (
        <Button size="xs" onClick={() => setMost(most + STEP)}>
          {t('more', { count: shown.length - most })}
        </Button>
      ) : null}
    </section>
  );
}

function ChangeBadge({ change }: { change: Change }) {
  const t = useTranslations('locales.transfer.kinds');
  const { tone, icon } = LOOK[change];
  return (
    <Badge tone={tone} icon={icon}>
      {t(change)}
    </Badge>
  );
}
