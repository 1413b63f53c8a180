'use client';

import type { Settings } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { LOCALE_NAMES } from '../../lib/i18n/locales';
import { Card } from '../../ui/card';
import { Fact, FactList } from '../../ui/fact-list';
import { TIME_NAMES } from './times';

/** For those who may read them, and no more. */
export function SettingsFacts({ settings }: { settings: Settings }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  return (
    <Card title={t('facts')}>
      <FactList>
        <Fact name={t('name.brand')}>
          <bdi>{settings.brand}</bdi>
        </Fact>
        <Fact name={t('name.language')}>{LOCALE_NAMES[settings.console_language]}</Fact>
        <Fact name={t('factor.title')}>{t(`factor.policy.${settings.second_factor}`)}</Fact>
        {TIME_NAMES.map((name) => (
          <Fact key={name} name={t(`times.label.${name}`)}>
            {format.number(settings[name])}
          </Fact>
        ))}
      </FactList>
    </Card>
  );
}
