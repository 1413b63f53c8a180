'use client';

import type { Overview } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { countryName } from '../../lib/i18n/names';
import { useCauses } from '../../lib/i18n/use-causes';
import type { Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { BarList, type BarRow } from '../../ui/chart/bar-list';
import { changeOfCount, isFew, ratioOf } from './change';
import { usePercent } from './figures';
import { hrefOf } from './rows-behind';
import classes from './overview.module.css';

const GOOD_RATE = 0.95;
const FAIR_RATE = 0.85;

/** Carriers by what of theirs was delivered, the worst first. */
export function WorstCarriers({ carriers }: Pick<Overview, 'carriers'>) {
  const t = useTranslations('overview');
  const percent = usePercent();
  const rows = carriers.map((carrier): BarRow => {
    const rate = ratioOf(carrier) ?? 0;
    return {
      key: carrier.id,
      label: <bdi>{carrier.name}</bdi>,
      href: hrefOf(carrier.rows),
      value: isFew(carrier) ? t('change.few') : percent(rate),
      share: isFew(carrier) ? null : rate,
      tone: toneOf(rate),
      detail: (
        <>
          <span>{t('ofGiven', { part: carrier.part, of: carrier.of })}</span>
          {isFew(carrier.before) ? null : <span>{t('was', { before: percent(ratioOf(carrier.before)) })}</span>}
        </>
      ),
    };
  });
  return <ListCard title={t('worstCarriers')} none={t('noCarriers')} rows={rows} />;
}

function toneOf(rate: number): Tone {
  if (rate >= GOOD_RATE) return 'ok';
  return rate >= FAIR_RATE ? 'warn' : 'bad';
}

/** Why messages did not arrive, the most frequent cause first. */
export function TopErrors({ errors }: Pick<Overview, 'errors'>) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const causes = useCauses();
  const most = Math.max(1, ...errors.map(({ count }) => count));
  const rows = errors.map(({ error, count, before, rows: behind }): BarRow => {
    const { kind } = changeOfCount(count, before);
    return {
      key: error,
      label: <span className={classes.sentence}>{causes.inWords(error)}</span>,
      href: hrefOf(behind),
      value: format.number(count),
      share: count / most,
      tone: kind === 'up' || kind === 'new' ? 'bad' : 'calm',
      detail: (
        <>
          {causes.has(error) ? <code dir="ltr">{error}</code> : <span />}
          <span>{t('was', { before: format.number(before) })}</span>
        </>
      ),
    };
  });
  return <ListCard title={t('topErrors')} none={t('noErrors')} rows={rows} />;
}

/** Where the conversion fell most. */
export function FallenCountries({ countries }: Pick<Overview, 'countries'>) {
  const t = useTranslations('overview');
  const percent = usePercent();
  const locale = useLocale();
  const rows = countries.map(({ country, rows: behind, ...share }): BarRow => ({
    key: country,
    // Names of places differ between the server's and the browser's locale data.
    label: <span suppressHydrationWarning>{countryName(country, locale)}</span>,
    href: hrefOf(behind),
    value: percent(ratioOf(share)),
    share: ratioOf(share),
    tone: 'warn',
    detail: (
      <>
        <span>{t('ofStarted', { part: share.part, of: share.of })}</span>
        <span>{t('was', { before: percent(ratioOf(share.before)) })}</span>
      </>
    ),
  }));
  return <ListCard title={t('fallenCountries')} none={t('noCountries')} rows={rows} />;
}

function ListCard({ title, none, rows }: { title: string; none: ReactNode; rows: readonly BarRow[] }) {
  return (
    <Card title={title}>
      {rows.length === 0 ? <p className={classes.quiet}>{none}</p> : <BarList label={title} rows={rows} />}
    </Card>
  );
}
