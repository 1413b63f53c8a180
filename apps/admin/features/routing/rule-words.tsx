'use client';

import type { RouteMode, RouteView } from '@codewire/contracts';
import { IconArrowsSplit2, IconCoins, IconListNumbers } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { countryName } from '../../lib/i18n/names';
import { Badge } from '../../ui/badge';
import type { Names } from './use-routing';

/** How a rule is called; not all have been given a name. */
export function useRuleName(): (rule: Pick<RouteView, 'name'>) => string {
  const t = useTranslations('routing');
  return ({ name }) => (name === '' ? t('unnamed') : name);
}

export type Conditions = Pick<RouteView, 'application_id' | 'country' | 'prefix'>;

/** "Numbers of Germany that begin with +49 15, for Shop": all that has to hold, as one would say it. */
export function ConditionWords({
  of: { application_id: app, country, prefix },
  names,
}: {
  of: Conditions;
  names: Names;
}) {
  const t = useTranslations('routing.where');
  const reader = useLocale();
  const where = country === null ? (prefix === null ? 'every' : 'prefix') : prefix === null ? 'country' : 'both';
  const numbers = t.rich(where, {
    country: country === null ? '' : countryName(country, reader),
    prefix: () => <Prefix digits={prefix ?? ''} />,
  });
  return (
    // Names of countries differ between the server's and the browser's locale data.
    <span suppressHydrationWarning>
      {app === null
        ? numbers
        : t.rich('forApplication', { numbers: () => numbers, application: () => <bdi>{names.application(app)}</bdi> })}
    </span>
  );
}

/** Digits that a number begins with, from left to right in any language. */
export function Prefix({ digits }: { digits: string }): ReactNode {
  return <bdi dir="ltr">+{digits}</bdi>;
}

const MODE_ICONS = { priority: IconListNumbers, weighted: IconArrowsSplit2, least_cost: IconCoins } as const;

export function ModeBadge({ mode }: { mode: RouteMode }) {
  const t = useTranslations('routing.mode');
  const Icon = MODE_ICONS[mode];
  return (
    <Badge tone="calm" icon={<Icon size={15} aria-hidden />}>
      {t(mode)}
    </Badge>
  );
}
