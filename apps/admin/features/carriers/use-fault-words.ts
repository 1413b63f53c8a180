'use client';

import { useTranslations } from 'next-intl';
import type { SettingsFault } from './settings-draft';

/** What is wrong with a field, and what would be right. */
export function useFaultWords(): (fault: SettingsFault | undefined) => string | undefined {
  const t = useTranslations('carriers.fault');
  return (fault) => {
    if (fault === undefined) return undefined;
    return 'least' in fault ? t(fault.kind, { least: fault.least, most: fault.most }) : t(fault.kind);
  };
}
